package dev.portolan.app.task;

import dev.portolan.app.task.Timer.Scheduled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The time as a property, updated every second, for polling and countdowns on the FX thread. */
public final class Pulse implements AutoCloseable {
  private final ReadOnlyObjectWrapper<Instant> now;
  private final Scheduled ticking;

  public Pulse(Timer timer, Executor fx, Clock clock) {
    now = new ReadOnlyObjectWrapper<>(this, "now", clock.instant());
    Coalescer tick = new Coalescer(fx, () -> now.set(clock.instant()));
    ticking = timer.every(Duration.ofSeconds(1), tick::request);
  }

  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  public Instant now() {
    return now.get();
  }

  @Override
  public void close() {
    ticking.cancel();
  }
}
