package dev.portolan.platform.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler that turns its own clock instead of waiting, and remembers by how much. */
public final class TurnedTime extends ScheduledThreadPoolExecutor implements InstantSource {
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Creates a scheduler with one thread. */
  public TurnedTime() {
    super(1);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** The waits so far. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    turn(Duration.of(delay, unit.toChronoUnit()));
    return super.schedule(task, 0, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    turn(Duration.of(delay, unit.toChronoUnit()));
    return super.schedule(task, 0, unit);
  }

  private synchronized void turn(Duration by) {
    waits.add(by);
    now = now.plus(by);
  }
}
