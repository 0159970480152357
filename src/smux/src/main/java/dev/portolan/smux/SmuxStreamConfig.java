package dev.portolan.smux;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannelConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a stream: those of every channel plus {@code ALLOW_HALF_CLOSURE}, on by default.
 */
final class SmuxStreamConfig extends DefaultChannelConfig implements DuplexChannelConfig {
  private final SmuxStreamChannel stream;
  private volatile boolean allowHalfClosure = true;

  SmuxStreamConfig(SmuxStreamChannel stream) {
    super(stream);
    this.stream = stream;
  }

  @Override
  protected void autoReadCleared() {
    stream.stopReading();
  }

  @Override
  public Map<ChannelOption<?>, Object> getOptions() {
    return getOptions(super.getOptions(), ChannelOption.ALLOW_HALF_CLOSURE);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // Netty's signature: null for an unknown option.
  public <T> @Nullable T getOption(ChannelOption<T> option) {
    if (ChannelOption.ALLOW_HALF_CLOSURE.equals(option)) {
      return (T) Boolean.valueOf(allowHalfClosure);
    }
    return super.getOption(option);
  }

  @Override
  public <T> boolean setOption(ChannelOption<T> option, T value) {
    validate(option, value);
    if (ChannelOption.ALLOW_HALF_CLOSURE.equals(option)) {
      setAllowHalfClosure((Boolean) value);
      return true;
    }
    return super.setOption(option, value);
  }

  @Override
  public boolean isAllowHalfClosure() {
    return allowHalfClosure;
  }

  @Override
  public SmuxStreamConfig setAllowHalfClosure(boolean value) {
    allowHalfClosure = value;
    return this;
  }

  @Override
  @Deprecated
  public SmuxStreamConfig setMaxMessagesPerRead(int maxMessagesPerRead) {
    super.setMaxMessagesPerRead(maxMessagesPerRead);
    return this;
  }

  @Override
  public SmuxStreamConfig setWriteSpinCount(int writeSpinCount) {
    super.setWriteSpinCount(writeSpinCount);
    return this;
  }

  @Override
  public SmuxStreamConfig setConnectTimeoutMillis(int connectTimeoutMillis) {
    super.setConnectTimeoutMillis(connectTimeoutMillis);
    return this;
  }

  @Override
  public SmuxStreamConfig setAllocator(ByteBufAllocator allocator) {
    super.setAllocator(allocator);
    return this;
  }

  @Override
  public SmuxStreamConfig setRecvByteBufAllocator(RecvByteBufAllocator allocator) {
    super.setRecvByteBufAllocator(allocator);
    return this;
  }

  @Override
  public SmuxStreamConfig setAutoRead(boolean autoRead) {
    super.setAutoRead(autoRead);
    return this;
  }

  @Override
  public SmuxStreamConfig setAutoClose(boolean autoClose) {
    super.setAutoClose(autoClose);
    return this;
  }

  @Override
  public SmuxStreamConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
    super.setMessageSizeEstimator(estimator);
    return this;
  }

  @Override
  public SmuxStreamConfig setWriteBufferWaterMark(WriteBufferWaterMark writeBufferWaterMark) {
    super.setWriteBufferWaterMark(writeBufferWaterMark);
    return this;
  }
}
