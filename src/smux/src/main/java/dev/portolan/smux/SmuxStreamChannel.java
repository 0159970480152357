package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a stream. Its two directions are a {@link StreamInput} and a {@link StreamOutput}.
 */
final class SmuxStreamChannel extends AbstractChannel implements SmuxStream {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

  private final SmuxSessionHandler session;
  private final int streamId;
  private final boolean openedByPeer;
  private final MemoryShare share;
  private final SmuxStreamConfig config = new SmuxStreamConfig(this);
  private final StreamInput input;
  private final StreamOutput output;

  private volatile boolean open = true;
  private volatile @Nullable Throwable closeCause;
  private @Nullable ResetCause resetCause; // sent instead of a FIN

  /**
   * @param share accounts for buffered bytes
   */
  SmuxStreamChannel(
      SmuxSessionHandler session, int streamId, boolean openedByPeer, MemoryShare share) {
    super(session.connection());
    this.session = session;
    this.streamId = streamId;
    this.openedByPeer = openedByPeer;
    this.share = share;
    this.input = new StreamInput(this, session, share);
    this.output = new StreamOutput(this, session, share, !openedByPeer);
  }

  @Override
  public int streamId() {
    return streamId;
  }

  @Override
  public SmuxSession session() {
    return session.session();
  }

  @Override
  public @Nullable Throwable closeCause() {
    return closeCause;
  }

  // ---- For the session ----

  StreamInput input() {
    return input;
  }

  StreamOutput output() {
    return output;
  }

  /** Whether the peer opened this stream and no data was sent on it yet. */
  boolean isUnanswered() {
    return openedByPeer && !output.isDataSent();
  }

  boolean isOpenedByPeer() {
    return openedByPeer;
  }

  /**
   * The session ended or the peer reset the stream: delivers the data received before, then closes.
   */
  void abort(@Nullable Throwable cause) {
    closeCause = cause;
    input.abort();
  }

  /** Resets the stream, because it exceeds a limit. */
  void resetOverLimit(StreamResetException cause) {
    closeCause = cause;
    resetCause = cause.reset();
    closeNow();
  }

  /** Cancels a pending read, because auto-read was turned off. Any thread. */
  void stopReading() {
    if (isRegistered()) {
      if (eventLoop().inEventLoop()) {
        input.stopReading();
      } else {
        eventLoop().execute(input::stopReading);
      }
    }
  }

  /** Bytes buffered for reading or sending. */
  int waiting() {
    return input.waiting() + output.waiting();
  }

  MemoryShare share() {
    return share;
  }

  // ---- For the input ----

  /** All data and the peer's FIN were delivered. */
  void inputEnded() {
    if (input.isDiscarding()) {
      closeIfEnded();
    } else if (config.isAllowHalfClosure()) {
      pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      closeIfEnded();
    } else {
      unsafe().close(voidPromise());
    }
  }

  /** All data received before the stream was aborted was delivered. */
  void inputDelivered() {
    closeNow();
  }

  /** Closes the stream if both directions have ended. */
  void closeIfEnded() {
    if (output.state().isOver() && input.state().isOver()) {
      unsafe().close(voidPromise());
    }
  }

  private void closeNow() {
    Throwable cause = closeCause;
    ClosedChannelException closed = new ClosedChannelException();
    if (cause != null) {
      closed.initCause(cause);
    }
    ((StreamUnsafe) unsafe()).close(voidPromise(), cause == null ? closed : cause, closed);
  }

  // ---- Sending ----

  /** Ends our direction. There are no pending writes. */
  void shutdownOutputNow(ChannelPromise promise) {
    ((StreamUnsafe) unsafe()).shutdownOutput(promise);
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    output.flushed();
  }

  @Override
  protected Object filterOutboundMessage(Object message) throws Exception {
    if (output.state() != FlowState.OPEN) {
      throw new ChannelOutputShutdownException("The stream's output was shut down.");
    }
    if (!(message instanceof ByteBuf)) {
      throw new UnsupportedMessageTypeException(message, ByteBuf.class);
    }
    return message;
  }

  // ---- Half-closing and closing ----

  @Override
  protected void doShutdownOutput() {
    output.sendEnd();
  }

  @Override
  protected void doClose() {
    if (!open) {
      return;
    }
    open = false;
    if (session.isOpen()) {
      sendEndOrReset();
      session.closed(this);
    }
    input.close();
    output.close();
  }

  private void sendEndOrReset() {
    if (resetCause != null) {
      output.sendReset(resetCause);
    } else {
      output.sendEnd();
      if (output.isOpened() && !input.isPeerDone()) {
        session.sendStopSending(streamId, input.window());
      }
    }
  }

  @Override
  public ChannelFuture reset(ResetCause cause) {
    ChannelPromise done = newPromise();
    if (eventLoop().inEventLoop()) {
      resetNow(cause, done);
    } else {
      eventLoop().execute(() -> resetNow(cause, done));
    }
    return done;
  }

  private void resetNow(ResetCause cause, ChannelPromise promise) {
    if (open && resetCause == null) {
      resetCause = cause;
    }
    unsafe().close(promise);
  }

  @Override
  public boolean isInputShutdown() {
    return input.isDiscarding() || input.state().isOver();
  }

  @Override
  public ChannelFuture shutdownInput() {
    return shutdownInput(newPromise());
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    if (eventLoop().inEventLoop()) {
      discardInput(promise);
    } else {
      eventLoop().execute(() -> discardInput(promise));
    }
    return promise;
  }

  private void discardInput(ChannelPromise promise) {
    if (!promise.setUncancellable()) {
      return;
    }
    if (!open) {
      promise.setFailure(new ClosedChannelException());
      return;
    }
    input.discard();
    promise.setSuccess();
  }

  @Override
  public boolean isOutputShutdown() {
    return output.state() != FlowState.OPEN;
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    ChannelPromise done = promise.unvoid();
    if (eventLoop().inEventLoop()) {
      endOutput(done);
    } else {
      eventLoop().execute(() -> endOutput(done));
    }
    return done;
  }

  private void endOutput(ChannelPromise promise) {
    if (!promise.setUncancellable()) {
      return;
    }
    if (!open) {
      promise.setFailure(new ClosedChannelException());
    } else {
      output.end(promise);
    }
  }

  @Override
  public boolean isShutdown() {
    return isInputShutdown() && isOutputShutdown();
  }

  @Override
  public ChannelFuture shutdown() {
    return shutdown(newPromise());
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    shutdownInput();
    return shutdownOutput(promise);
  }

  // ---- The rest of a channel ----

  @Override
  public SmuxStreamConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return session.connection().eventLoop().equals(loop);
  }

  @Override
  protected SocketAddress localAddress0() {
    return parent().localAddress();
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return parent().remoteAddress();
  }

  @Override
  protected void doBind(SocketAddress localAddress) {
    throw new UnsupportedOperationException("A stream cannot be bound.");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doBeginRead() {
    input.beginRead();
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new StreamUnsafe();
  }

  @Override
  public String toString() {
    return "SmuxStream(" + Integer.toUnsignedString(streamId) + " of " + parent() + ')';
  }

  private final class StreamUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      safeSetFailure(promise, new UnsupportedOperationException("A stream is always connected."));
    }

    /** The first flush opens the stream, even if nothing was written before it. */
    @Override
    protected void flush0() {
      if (open && !output.isOpened()) {
        output.enqueue();
      }
      super.flush0();
    }

    /** Sends flushed data that fits the window, as a socket would. */
    @Override
    protected void close(
        ChannelPromise promise, Throwable cause, ClosedChannelException closedCause) {
      if (closeCause == null && resetCause == null && session.isOpen()) {
        output.sendRest();
      }
      super.close(promise, cause, closedCause);
    }
  }
}
