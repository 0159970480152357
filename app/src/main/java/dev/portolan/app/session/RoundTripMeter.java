package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.RoundTrip;
import dev.portolan.transport.presence.DeviceRoundTrip;
import dev.portolan.transport.session.EdgeClient;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Measures the round trip to a device when it becomes reachable, and when somebody looks at it. It
 * has no timer, so that an idle connection carries nothing but keep-alives. FX thread.
 */
final class RoundTripMeter {
  /** How long a measurement is good enough for one who looks. */
  static final Duration FRESH = Duration.ofMinutes(1);

  private final DeviceItem device;
  private final Executor fx;
  private final InstantSource clock;
  private @Nullable EdgeClient client;
  private Instant begun = Instant.MIN;

  RoundTripMeter(DeviceItem device, Executor fx, InstantSource clock) {
    this.device = device;
    this.fx = fx;
    this.clock = clock;
  }

  /** The device is reachable over a connection. */
  void reachable(EdgeClient through) {
    if (!through.equals(client)) {
      client = through;
      measure(through);
    }
  }

  /** The device is not reachable. */
  void unreachable() {
    client = null;
    device.setRoundTrip(null);
  }

  /** Somebody looks at the device. */
  void lookedAt() {
    EdgeClient present = client;
    if (present != null && !clock.instant().isBefore(begun.plus(FRESH))) {
      measure(present);
    }
  }

  private void measure(EdgeClient through) {
    begun = clock.instant();
    DeviceRoundTrip.measure(through, through.streamLoop())
        .addListener((Future<Duration> done) -> fx.execute(() -> measured(through, done)));
  }

  private void measured(EdgeClient through, Future<Duration> done) {
    if (through.equals(client)) {
      // where terminals are not allowed, only the edge answers, which says nothing of the device
      device.setRoundTrip(done.isSuccess() ? new RoundTrip(done.getNow(), clock.instant()) : null);
    }
  }
}
