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
 * A stream that is ended without a message: asks whether somebody is there. Whoever accepts streams
 * ends it, too, and does nothing else; a far side that merely has its connection open, because it
 * was stopped or its network is gone, does not.
 */
public final class EmptyStream extends ChannelInboundHandlerAdapter {

  private final Promise<Boolean> answered;

  private EmptyStream(Promise<Boolean> answered) {
    this.answered = answered;
  }

  /**
   * Asks. The stream is closed when {@code answered} completes, whoever completes it.
   *
   * @param opener opens a stream with a handler
   * @param answered becomes true with the first sign of the far side, false if the stream cannot be
   *     opened or its session ends
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

  /** Its session has ended. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    answered.trySuccess(false);
    ctx.fireChannelInactive();
  }
}
