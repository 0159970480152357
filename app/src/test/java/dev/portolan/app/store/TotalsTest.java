package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.task.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private final Inventory inventory = new Inventory();
  private final Totals totals = new Totals(inventory, pulseThatNeverBeats());

  @Test
  void countsShellsAsTheyOpenAndEnd() {
    DeviceItem device = device();

    device.setOpenShells(1);
    assertThat(totals.shellsProperty().get()).isEqualTo(1);
    device.setOpenShells(3);
    assertThat(totals.shellsProperty().get()).isEqualTo(3);
    device.setOpenShells(0);
    assertThat(totals.shellsProperty().get()).isZero();
  }

  @Test
  void doesNotCountTheShellsOfARemovedDevice() {
    DeviceItem device = device();
    device.setOpenShells(2);

    inventory.remove(device);

    assertThat(totals.shellsProperty().get()).isZero();
  }

  private DeviceItem device() {
    EdgeItem edge =
        inventory.addEdge(
            EdgeKind.REMOTE,
            new EdgeSettings(
                "Edge", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
    return inventory.addDevice(edge, new DeviceSettings("Device", "device", List.of(), ""));
  }

  private static Pulse pulseThatNeverBeats() {
    Timer never =
        new Timer() {
          @Override
          public Scheduled after(Duration delay, Runnable action) {
            return () -> {};
          }

          @Override
          public Scheduled every(Duration period, Runnable action) {
            return () -> {};
          }
        };
    return new Pulse(never, Runnable::run, Clock.systemUTC());
  }
}
