package dev.portolan.app.view.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.NavigatorRecorder;
import dev.portolan.app.view.common.SaveRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisitReportTest {
  private static final Instant NOON = Instant.parse("2026-05-31T12:00:00Z");

  private final TurnedClock clock = new TurnedClock();
  private final ActivityLog log = new ActivityLog(clock);
  private final Inventory inventory = new Inventory();
  private final NavigatorRecorder navigator = new NavigatorRecorder();
  private final EdgeItem edge =
      inventory.addEdge(
          EdgeKind.REMOTE,
          new EdgeSettings(
              "Plant A", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem pump =
      inventory.addDevice(edge, new DeviceSettings("pump-7", "p", List.of(), ""));
  private final DeviceItem odd =
      inventory.addDevice(
          edge, new DeviceSettings("a|b `c` <img src=x onerror=1>", "o", List.of(), ""));

  private static final class TurnedClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private ReportViewModel model(@Nullable DeviceItem device) {
    return new ReportViewModel(log, inventory, device, navigator, ZoneOffset.UTC, clock.now);
  }

  private void later(Duration time) {
    clock.now = clock.now.plus(time);
  }

  @Test
  void whatComesFromElsewhereIsNeitherMarkdownNorHtml() {
    assertThat(VisitReport.plain("a|b `c` <b>&amp;</b> *d* _e_ [f](http://g) \\| ~h~ $i$\n# j"))
        .isEqualTo(
            "a\\|b \\`c\\` &lt;b&gt;&amp;amp;&lt;/b&gt; \\*d\\* \\_e\\_ \\[f\\](http://g)"
                + " \\\\\\| \\~h\\~ \\$i\\$ # j");
  }

  @Test
  void aRowHasFourCellsWhateverIsInIt() {
    log.add(Level.ERROR, ActivitySubject.of(odd), "Refused: |\n| <script>");
    log.note(ActivitySubject.of(odd), "a | b");
    List<String> rows =
        model(odd).previewProperty().get().lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows).hasSize(4);
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(row.replace("\\|", "").chars().filter(c -> c == '|')).hasSize(5));
    assertThat(model(odd).previewProperty().get())
        .doesNotContain("<img", "<script")
        .contains("Note")
        .contains("2 entries, 1 error, no warnings, 1 note");
  }

  @Test
  void theReportIsOfTheChosenDevicesInTheChosenTime() {
    log.add(Level.INFO, ActivitySubject.of(pump), "early");
    later(Duration.ofHours(3));
    log.add(Level.INFO, ActivitySubject.of(pump), "late");
    log.add(Level.INFO, ActivitySubject.of(odd), "odd");
    log.add(Level.INFO, ActivitySubject.of(edge), "of the edge");
    ReportViewModel model = model(pump);
    assertThat(model.previewProperty().get())
        .contains("early", "late", "of the edge", "Devices: pump-7")
        .doesNotContain("| odd |");
    model.begin(ReportViewModel.Span.HOUR);
    assertThat(model.previewProperty().get()).contains("late").doesNotContain("early");
    model.choose(KnownDevice.of(odd), true);
    assertThat(model.previewProperty().get()).contains("late", "| odd |");
    model.choose(KnownDevice.of(odd), false);
    model.choose(KnownDevice.of(pump), false);
    assertThat(model.previewProperty().get()).contains("Devices: all", "| odd |");
    model.toProperty().set("2026-05-31 14:30");
    assertThat(model.previewProperty().get()).contains("Nothing has happened.");
  }

  @Test
  void timesThatMakeNoSenseAreRefused() {
    log.add(Level.INFO, ActivitySubject.of(pump), "early");
    ReportViewModel model = model(null);
    String before = model.previewProperty().get();
    model.fromProperty().set("2026-02-30 10:00");
    assertThat(model.problemProperty().get()).startsWith("Write times as");
    model.fromProperty().set("2026-06-30 10:00");
    assertThat(model.problemProperty().get()).startsWith("The report has to end");
    assertThat(model.previewProperty().get()).isEqualTo(before);
    model.fromProperty().set("2026-05-31 12:00");
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void whatIsSavedIsWhatIsShown() throws Exception {
    log.add(Level.GOOD, ActivitySubject.of(pump), "Grüße");
    ReportViewModel model = model(pump);
    model.copy();
    assertThat(navigator.copied).containsExactly(model.previewProperty().get());
    model.save();
    SaveRequest request = (SaveRequest) navigator.visited.getLast();
    assertThat(request.name()).isEqualTo("visit 2026-05-31");
    assertThat(new String(request.forms().getFirst().content().call(), StandardCharsets.UTF_8))
        .isEqualTo(model.previewProperty().get())
        .contains("Grüße");
  }
}
