package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.RoundTrip;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.session.EdgeClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the round trip to a device is measured, with a real device. The test turns the clock. */
class RoundTripMeterTest {
  private static final long PATIENCE = 30;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final EdgeFixture fixture = EdgeFixture.start();
  private final EdgeClient client = fixture.connect();
  private final LinkedBlockingQueue<Runnable> fx = new LinkedBlockingQueue<>();
  private final AtomicReference<Instant> clock = new AtomicReference<>(START);
  private final DeviceItem device =
      new DeviceItem(
          "1",
          new EdgeItem(
              "1",
              EdgeKind.REMOTE,
              new EdgeSettings("Plant", "https://e", new TrustChoice.SystemAuthorities(), "", "")),
          new DeviceSettings("pump-7", fixture.deviceId(), List.of(), ""));
  private final RoundTripMeter meter = new RoundTripMeter(device, fx::add, clock::get);

  @AfterEach
  void end() {
    fixture.close();
  }

  @Test
  void isMeasuredWhenTheDeviceBecomesReachable() throws Exception {
    meter.reachable(client);
    meter.reachable(client);
    assertThat(measured()).isEqualTo(START);
    assertThat(device.roundTrip()).extracting(RoundTrip::time).isNotEqualTo(Duration.ZERO);
    assertThat(fx).as("once for a connection").isEmpty();
  }

  @Test
  void isForgottenWithTheConnectionAndWhatComesLateIsNotShown() throws Exception {
    meter.reachable(client);
    meter.unreachable();
    assertThat(measured()).isNull();
    meter.reachable(client);
    assertThat(measured()).isEqualTo(START);
    meter.unreachable();
    assertThat(device.roundTrip()).isNull();
  }

  @Test
  void isMeasuredAgainForOneWhoLooksAfterAMinuteAtTheEarliest() throws Exception {
    meter.lookedAt();
    meter.reachable(client);
    assertThat(measured()).isEqualTo(START);

    clock.set(START.plus(RoundTripMeter.FRESH).minusMillis(1));
    meter.lookedAt();
    clock.set(START.plus(RoundTripMeter.FRESH));
    meter.lookedAt();
    meter.lookedAt();
    assertThat(measured()).isEqualTo(START.plus(RoundTripMeter.FRESH));
    assertThat(fx).isEmpty();
  }

  /** When the next result was measured; null if it is not shown. */
  private @Nullable Instant measured() throws InterruptedException {
    Runnable next = fx.poll(PATIENCE, TimeUnit.SECONDS);
    assertThat(next).as("a result").isNotNull();
    next.run();
    RoundTrip shown = device.roundTrip();
    return shown == null ? null : shown.measured();
  }
}
