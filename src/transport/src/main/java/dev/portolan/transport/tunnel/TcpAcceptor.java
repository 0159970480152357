package dev.portolan.transport.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections from a tunnel's listeners at a limited rate. Pauses when accept fails.
 *
 * <p>All its listeners are on one event loop.
 */
@Sharable
final class TcpAcceptor extends ChannelInboundHandlerAdapter {
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final EventLoop loop;
  private final AcceptRate rate;
  private final Consumer<Channel> accepted;
  private final Consumer<Throwable> failed;
  private final List<Channel> listeners = new ArrayList<>();
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private boolean paused;

  /** The current pause, if it is for the rate only. */
  private @Nullable Future<?> forRate;

  TcpAcceptor(
      EventLoop loop, AcceptRate rate, Consumer<Channel> accepted, Consumer<Throwable> failed) {
    this.loop = loop;
    this.rate = rate;
    this.accepted = accepted;
    this.failed = failed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    listeners.add(ctx.channel());
    ctx.channel().config().setAutoRead(!paused);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    listeners.remove(ctx.channel());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    pauseMillis = FIRST_PAUSE_MILLIS;
    rate.take();
    accepted.accept((Channel) message);
    long wait = rate.nanosToNext();
    if (wait > 0 && !paused) {
      forRate = pause(wait);
    }
  }

  /** Returns the token of an accepted connection that the device has granted. On the loop. */
  void granted() {
    rate.giveBack();
    if (forRate != null && forRate.cancel(false)) {
      resume();
    }
  }

  /** Handles a failed accept, mostly because of too many open files. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed.accept(cause);
    if (!paused) {
      pause(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
  }

  private Future<?> pause(long nanos) {
    paused = true;
    listeners.forEach(listener -> listener.config().setAutoRead(false));
    return loop.schedule(this::resume, nanos, TimeUnit.NANOSECONDS);
  }

  private void resume() {
    paused = false;
    forRate = null;
    listeners.forEach(listener -> listener.config().setAutoRead(true));
  }
}
