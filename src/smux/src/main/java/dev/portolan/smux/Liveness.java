package dev.portolan.smux;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps a connection alive and finds out when it no longer is: sends keep-alive frames, and gives
 * the connection up when the peer was silent, or the connection took nothing, for too long.
 */
final class Liveness {
  /** A timer that is late by more than this means that the machine slept, and the peer did not. */
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
   * @param onSilence called from half the timeout on as long as nothing comes
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

  /** The peer sent something. */
  void heard() {
    heardAt = ticker.nanoTime();
  }

  /** For how long the peer has been silent. Any thread. */
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
