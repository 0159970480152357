package dev.portolan.app.view.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.TransferRate;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Totals;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.view.NavigatorRecorder;
import dev.portolan.app.view.common.SaveRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivityViewModelTest {
  private final Instant start = Instant.parse("2026-05-31T12:00:00Z");
  private final Inventory inventory = new Inventory();
  private final NavigatorRecorder navigator = new NavigatorRecorder();
  private final ActivityLog log =
      new ActivityLog(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1)));
  private final Pulse pulse =
      new Pulse(
          new dev.portolan.app.task.Timer() {
            @Override
            public Scheduled after(Duration delay, Runnable action) {
              return () -> {};
            }

            @Override
            public Scheduled every(Duration period, Runnable action) {
              return () -> {};
            }
          },
          Runnable::run,
          Clock.fixed(start, ZoneOffset.UTC));
  private final ActivityViewModel model =
      new ActivityViewModel(
          log,
          new Totals(inventory, pulse),
          inventory,
          new SimpleObjectProperty<>(TransferRate.NONE),
          navigator);
  private final EdgeItem edge =
      inventory.addEdge(
          EdgeKind.REMOTE,
          new EdgeSettings(
              "Plant A", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem pump = device("pump-7");
  private final DeviceItem gate = device("gate-2");

  private DeviceItem device(String name) {
    return inventory.addDevice(edge, new DeviceSettings(name, name, List.of(), ""));
  }

  @AfterEach
  void close() {
    pulse.close();
  }

  private List<String> shown() {
    return model.entries().stream().map(ActivityEntry::text).toList();
  }

  private void add(int first, int count) {
    for (int i = first; i < first + count; i++) {
      log.add(Level.INFO, "", "event " + i);
    }
  }

  @Test
  void anEntryMatchesThatHasAllWords() {
    log.add(Level.INFO, ActivitySubject.of(pump), "The tunnel Web is open.");
    log.add(Level.ERROR, ActivitySubject.of(gate), "The tunnel Web failed.");
    model.filterProperty().set(" WEB  gate");
    assertThat(shown()).containsExactly("The tunnel Web failed.");
    model.filterProperty().set("");
    model.shownProperty().set(Shown.ERRORS);
    assertThat(shown()).containsExactly("The tunnel Web failed.");
    log.note(ActivitySubject.CONSOLE, "Called the operator");
    model.shownProperty().set(Shown.NOTES);
    assertThat(shown()).containsExactly("Called the operator");
  }

  @Test
  void ofOneDeviceEventsOfItsWholeEdgeAreShownToo() {
    log.add(Level.INFO, ActivitySubject.of(pump), "pump");
    log.add(Level.INFO, ActivitySubject.of(gate), "gate");
    log.add(Level.INFO, ActivitySubject.of(edge), "edge");
    log.add(
        Level.INFO,
        ActivitySubject.of(edge).withDevices(Set.of("x", gate.id())),
        "gate and another");
    log.add(Level.INFO, "", "console");
    assertThat(model.devices()).extracting(KnownDevice::name).containsExactly("gate-2", "pump-7");
    model.deviceProperty().set(KnownDevice.of(pump));
    assertThat(shown()).containsExactly("pump", "edge");
    model.deviceProperty().set(KnownDevice.of(gate));
    assertThat(shown()).containsExactly("gate", "edge", "gate and another");
  }

  @Test
  void whileItIsReadNothingComesOrGoesAndNewOnesAreCounted() {
    add(0, ActivityLog.LIMIT);
    List<ActivityEntry> before = List.copyOf(model.entries());
    model.heldProperty().set(true);
    add(ActivityLog.LIMIT, 3);
    assertThat(model.entries()).isEqualTo(before);
    assertThat(model.missedProperty().get()).isEqualTo(3);
    log.replace(log.entries().get(1_000), Level.INFO, ActivitySubject.CONSOLE, "counted");
    assertThat(shown().get(1_200)).isEqualTo("counted");

    model.heldProperty().set(false);
    assertThat(model.missedProperty().get()).isZero();
    assertThat(model.entries()).isEqualTo(log.entries());
    assertThat(shown().getLast()).isEqualTo("event " + (ActivityLog.LIMIT + 2));
  }

  @Test
  void aFilterIsAppliedAlsoWhileItIsHeld() {
    add(0, 20);
    model.heldProperty().set(true);
    add(20, 1);
    model.filterProperty().set("event 0");
    assertThat(shown()).containsExactly("event 0", "event 10", "event 20");
    assertThat(model.missedProperty().get()).isZero();
  }

  @Test
  void entriesThatBeginToMatchTakeTheirPlace() {
    add(0, 3);
    model.shownProperty().set(Shown.ERRORS);
    assertThat(shown()).isEmpty();
    log.replace(log.entries().get(1), Level.ERROR, ActivitySubject.CONSOLE, "one failed");
    log.add(Level.ERROR, "", "another failed");
    log.replace(log.entries().getFirst(), Level.ERROR, ActivitySubject.CONSOLE, "the first failed");
    assertThat(shown()).containsExactly("the first failed", "one failed", "another failed");
  }

  @Test
  void theTimelineFollowsThousandsOfEventsAtOnce() {
    List<Integer> sizes = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      add(0, 1_000);
      sizes.add(model.entries().size());
    }
    assertThat(sizes).allMatch(size -> size <= ActivityLog.LIMIT);
    assertThat(model.entries()).isEqualTo(log.entries());
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void chosenEntriesOrAllThatAreShownAreCopiedAndExported() throws Exception {
    log.add(Level.GOOD, ActivitySubject.of(pump), "Connected.");
    log.add(Level.ERROR, ActivitySubject.of(gate), "Failed.");
    model.copy(List.of(log.entries().getFirst()));
    assertThat(navigator.copied.getLast()).endsWith("  Good  pump-7: Connected.");
    model.filterProperty().set("gate");
    model.copy(List.of());
    assertThat(navigator.copied.getLast()).endsWith("  Error  gate-2: Failed.");
    model.export(List.of());
    SaveRequest request = (SaveRequest) navigator.visited.getLast();
    assertThat(request.forms())
        .extracting(SaveRequest.Form::ending)
        .containsExactly("txt", "csv", "json");
    assertThat(new String(request.forms().get(1).content().call(), StandardCharsets.UTF_8))
        .contains("\"gate-2\",\"Failed.\"")
        .doesNotContain("pump");
  }

  @Test
  void anEntryLeadsToItsDeviceIfItIsStillThere() {
    ActivityEntry entry = log.add(Level.GOOD, ActivitySubject.of(pump), "Connected.");
    model.openDevice(entry);
    assertThat(navigator.visited).containsExactly(pump);
    inventory.remove(pump);
    model.openDevice(entry);
    assertThat(navigator.visited).containsExactly(pump);
    assertThat(navigator.told).containsExactly("This device is no longer in the list.");
    assertThat(model.devices()).extracting(KnownDevice::name).containsExactly("pump-7");
  }
}
