package dev.portolan.transport.alive;

import dev.portolan.smux.SmuxStream;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.function.Function;

/**
 * A liveness check by a stream that is ended without a message. Every live peer ends such a stream,
 * too, without any other effect.
 */
public final class EmptyStream extends ChannelInboundHandlerAdapter {

  private final Promise<Boolean> answered;

  private EmptyStream(Promise<Boolean> answered) {
    this.answered = answered;
  }

  /**
   * Sends a check. The stream is closed when {@code answered} completes, by whatever.
   *
   * @param opener opens a stream with a handler
   * @param answered completes with true at the peer's first sign of life, with false if the stream
   *     cannot be opened or the session ends
   */
  public static void open(
      Function<ChannelHandler, Future<SmuxStream>> opener, Promise<Boolean> answered) {
    opener
        .apply(new EmptyStream(answered))
        .addListener(
            (Future<SmuxStream> opened) -> {
              if (!opened.isSuccess()) {
                answered.trySuccess(false);
                return;
              }
              SmuxStream stream = opened.getNow();
              stream.flush();
              stream.shutdownOutput();
              answered.addListener(done -> stream.close());
            });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent) {
      answered.trySuccess(true);
    }
    ctx.fireUserEventTriggered(evt);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ReferenceCountUtil.release(msg);
    answered.trySuccess(true);
  }

  /** The session has ended. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    answered.trySuccess(false);
    ctx.fireChannelInactive();
  }
}
