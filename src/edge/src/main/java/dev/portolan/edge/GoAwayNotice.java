package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends a GoAway to a device, on a stream of its own.
 *
 * <p>Our devices answer. Others only close the stream, or not even that, so there is a time limit.
 */
final class GoAwayNotice extends SimpleChannelInboundHandler<ByteBuf> {

  private static final long PATIENCE_MILLIS = 1_000;

  private GoAwayNotice() {}

  /**
   * Sends a GoAway.
   *
   * @param done called once on an event loop, when it was delivered or has failed
   */
  static void send(ConnectedDevice device, Runnable done) {
    device.setSentAway();
    device
        .open(new GoAwayNotice())
        .addListener(
            (Future<SmuxStream> opened) -> {
              if (!opened.isSuccess()) {
                done.run();
                return;
              }
              SmuxStream stream = opened.getNow();
              stream.closeFuture().addListener(closed -> done.run());
              stream.writeAndFlush(Message.goAway().encode(stream.alloc()));
              Future<?> timer =
                  stream
                      .eventLoop()
                      .schedule(() -> stream.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
              stream.closeFuture().addListener(closed -> timer.cancel(false));
            });
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf answer) {
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent) {
      ctx.close();
    }
  }
}
