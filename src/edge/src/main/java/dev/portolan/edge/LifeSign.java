package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;

/**
 * Asks a device whether it is still there: a stream that is ended without a message. Whoever
 * accepts streams ends it, too, and does nothing else; a device that merely has its connection
 * open, because it was stopped or its network is gone, does not.
 */
final class LifeSign extends ChannelInboundHandlerAdapter {

  /** How long a device has to answer. */
  static final long PATIENCE_MILLIS = 2_000;

  private final Promise<Boolean> answered;

  private LifeSign(Promise<Boolean> answered) {
    this.answered = answered;
  }

  /**
   * Asks.
   *
   * @param loop where the future completes
   * @return always succeeds: whether it has answered
   */
  static Future<Boolean> of(ConnectedDevice device, EventLoop loop) {
    Promise<Boolean> answered = loop.newPromise();
    Future<?> patience =
        loop.schedule(() -> answered.trySuccess(false), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    answered.addListener(done -> patience.cancel(false));
    device
        .open(new LifeSign(answered))
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
    return answered;
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
