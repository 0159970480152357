package dev.portolan.smux;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends keep-alive frames and detects a dead connection: one on which the peer is silent, or that
 * takes no bytes, for too long.
 */
final class Liveness {
  /**
   * A timer later than this means that this machine was asleep, so the silence is not the peer's.
   */
  private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final SmuxConfig config;
  private final FrameSender sender;
  private final WriteProgress writeProgress;
  private final Runnable onSilence;
  private final Consumer<Throwable> onDead;
  private final Ticker ticker;
  private final long period;
  private final Future<?> timer;
  private volatile long heardAt;
  private long keptAliveAt;
  private long due;

  /**
   * Starts the timer.
   *
   * @param onSilence called on each check while the peer has been silent for half the timeout
   * @param onDead called once, with the reason
   */
  Liveness(
      Channel connection,
      SmuxConfig config,
      FrameSender sender,
      Runnable onSilence,
      Consumer<Throwable> onDead) {
    this.config = config;
    this.sender = sender;
    this.writeProgress = new WriteProgress(connection, sender);
    this.onSilence = onSilence;
    this.onDead = onDead;
    EventLoop loop = connection.eventLoop();
    ticker = loop.ticker();
    period =
        Math.min(
            config.keepAliveInterval().toNanos(),
            Math.min(
                config.keepAliveTimeout().toNanos() / 4, config.writeStallTimeout().toNanos() / 2));
    heardAt = ticker.nanoTime();
    keptAliveAt = heardAt;
    due = heardAt + period;
    timer = loop.scheduleWithFixedDelay(this::check, period, period, TimeUnit.NANOSECONDS);
  }

  /** Records that bytes arrived from the peer. */
  void heard() {
    heardAt = ticker.nanoTime();
  }

  /** How long ago the peer last sent something. Any thread. */
  Duration silence() {
    return Duration.ofNanos(Math.max(0, ticker.nanoTime() - heardAt));
  }

  boolean isRunning() {
    return !timer.isDone();
  }

  void stop() {
    timer.cancel(false);
  }

  private void check() {
    long now = ticker.nanoTime();
    long late = now - due;
    due = now + period;
    boolean slept = late > SLEEP_NANOS;
    long heard = slept ? heardAt + late : heardAt;
    heardAt = heard;
    long silence = now - heard;
    if (silence >= config.keepAliveTimeout().toNanos() / 2) {
      onSilence.run();
    }
    if (silence >= config.keepAliveTimeout().toNanos()) {
      onDead.accept(
          new SmuxException(
              "The peer was silent for " + config.keepAliveTimeout().toSeconds() + " s."));
    } else if (writeProgress.stalledNanos(now) >= config.writeStallTimeout().toNanos()) {
      onDead.accept(
          new SmuxException(
              "The connection took no bytes for "
                  + config.writeStallTimeout().toSeconds()
                  + " s."));
    } else if (slept || now - keptAliveAt >= config.keepAliveInterval().toNanos()) {
      keptAliveAt = now;
      sender.keepAlive();
    }
  }
}
