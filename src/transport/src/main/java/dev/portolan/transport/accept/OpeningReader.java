package dev.portolan.transport.accept;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the opening message of one stream and gives way to whoever serves it. */
final class OpeningReader extends ChannelInboundHandlerAdapter {

  private final SmuxStream stream;
  private final StreamAcceptor.Receiver receiver;
  private final Duration timeout;
  private @Nullable Future<?> timer;
  private boolean done;

  OpeningReader(SmuxStream stream, StreamAcceptor.Receiver receiver, Duration timeout) {
    this.stream = stream;
    this.receiver = receiver;
    this.timeout = timeout;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer = ctx.executor().schedule(() -> stream.close(), timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
    ctx.read();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!done) {
      ctx.read(); // Only a part of the message so far.
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof Message opening) {
      done = true;
      stopTimer();
      ctx.pipeline().replace(this, null, new HeldReads());
      receiver.received(stream, opening);
    } else {
      ctx.fireChannelRead(msg);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent) {
      stream.close(); // The peer will not finish its message.
    }
    ctx.fireUserEventTriggered(evt);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
