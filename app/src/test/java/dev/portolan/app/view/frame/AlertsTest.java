package dev.portolan.app.view.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferStatus;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private final Inventory inventory = new Inventory();
  private final ActivityLog log = new ActivityLog(Clock.systemUTC());
  private final Preferences preferences = new Preferences();
  private final ObservableList<TransferItem> transfers = FXCollections.observableArrayList();
  private final List<Runnable> later = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private final EdgeItem edge =
      inventory.addEdge(
          EdgeKind.REMOTE,
          new EdgeSettings(
              "Plant A", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem pump = device("pump-7");
  private boolean looking;
  private Instant now = Instant.parse("2026-05-31T12:00:00Z");

  private DeviceItem device(String name) {
    return inventory.addDevice(edge, new DeviceSettings(name, name, List.of(), ""));
  }

  private final class ManualTimer implements Timer {
    @Override
    public Scheduled after(Duration delay, Runnable action) {
      assertThat(delay).isEqualTo(Alerts.MOMENT);
      later.add(action);
      return () -> {};
    }

    @Override
    public Scheduled every(Duration period, Runnable action) {
      throw new AssertionError();
    }
  }

  @BeforeEach
  void start() {
    new Alerts(
            log,
            inventory,
            transfers,
            () -> now,
            preferences,
            new ManualTimer(),
            Runnable::run,
            () -> looking,
            (title, text) -> shown.add(title + ": " + text))
        .start();
  }

  private void aMomentPasses() {
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void aLossThatLastsIsToldOnce() {
    log.add(Level.WARNING, ActivitySubject.of(pump), "The connection was lost.");
    pump.setStatus(LinkStatus.of(LinkPhase.RETRYING));
    assertThat(shown).isEmpty();
    aMomentPasses();
    assertThat(shown).containsExactly("pump-7: The connection was lost.");
    aMomentPasses();
    assertThat(shown).hasSize(1);
  }

  @Test
  void aLossThatMendsItselfIsNotTold() {
    log.add(Level.WARNING, ActivitySubject.of(pump), "The connection was lost.");
    pump.setStatus(LinkStatus.up(now));
    log.add(Level.GOOD, ActivitySubject.of(pump), "Connected again.");
    aMomentPasses();
    assertThat(shown).isEmpty();
  }

  @Test
  void aDeviceThatWasMissedIsToldToBeBack() {
    log.add(Level.WARNING, ActivitySubject.of(pump), "The device is offline.");
    aMomentPasses();
    pump.setStatus(LinkStatus.up(now));
    log.add(Level.GOOD, ActivitySubject.of(pump), "It is back.");
    log.add(Level.GOOD, ActivitySubject.of(device("gate-2")), "Connected.");
    aMomentPasses();
    assertThat(shown).containsExactly("pump-7: The device is offline.", "pump-7: It is back.");
  }

  @Test
  void anOutageOfAnEdgeIsOneNotificationWithItsCount() {
    ActivityEntry entry = log.add(Level.WARNING, ActivitySubject.of(pump), "Lost.");
    log.replace(entry, Level.WARNING, ActivitySubject.of(edge), "60 devices are lost.");
    aMomentPasses();
    assertThat(shown).containsExactly("Plant A: 60 devices are lost.");
  }

  @Test
  void severalThingsAreOneNotification() {
    for (int i = 0; i < 5; i++) {
      log.add(Level.ERROR, ActivitySubject.of(pump), "Tunnel " + i + " failed.");
    }
    aMomentPasses();
    assertThat(shown)
        .containsExactly(
            """
            5 things have happened: pump-7: Tunnel 0 failed.
            pump-7: Tunnel 1 failed.
            pump-7: Tunnel 2 failed.
            … and 2 more""");
  }

  @Test
  void whoLooksAtTheWindowOrWantsNoneGetsNone() {
    looking = true;
    log.add(Level.ERROR, ActivitySubject.of(pump), "Failed.");
    aMomentPasses();
    looking = false;
    log.add(Level.ERROR, ActivitySubject.of(pump), "Failed.");
    looking = true;
    aMomentPasses();
    looking = false;
    preferences.set(Settings.NOTIFY, false);
    log.add(Level.ERROR, ActivitySubject.of(pump), "Failed.");
    aMomentPasses();
    log.note(ActivitySubject.of(pump), "A note");
    aMomentPasses();
    assertThat(shown).isEmpty();
  }

  @Test
  void withoutNamesNothingIsToldOfWhatOrWhere() {
    preferences.set(Settings.NOTIFY_NAMES, false);
    log.add(Level.ERROR, ActivitySubject.of(pump), "pump-7 failed.");
    aMomentPasses();
    assertThat(shown).containsExactly("Portolan: Something needs your attention.");
  }

  @Test
  void aLongTransferIsToldWhenItIsDoneAndAShortOneIsNot() {
    TransferItem quick = transfer("quick.txt");
    TransferItem image = transfer("image.bin");
    now = now.plusSeconds(5);
    quick.setStatus(TransferStatus.of(TransferPhase.DONE));
    now = now.plusSeconds(60);
    image.setStatus(TransferStatus.of(TransferPhase.DONE));
    aMomentPasses();
    assertThat(shown).containsExactly("pump-7: “image.bin” has been copied.");
  }

  private TransferItem transfer(String name) {
    TransferItem item = new TransferItem(pump, TransferDirection.UPLOAD, "/tmp/" + name, "/", name);
    transfers.add(item);
    item.setStatus(TransferStatus.of(TransferPhase.RUNNING));
    return item;
  }
}
