package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.SaveRequest;
import dev.portolan.app.view.common.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The view model of the visit report. */
public final class ReportViewModel {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final List<ActivityEntry> entries;
  private final List<KnownDevice> devices;
  private final Set<KnownDevice> chosen = new LinkedHashSet<>();
  private final Navigator navigator;
  private final ZoneId zone;
  private final Instant now;
  private final StringProperty from = new SimpleStringProperty(this, "from", "");
  private final StringProperty to = new SimpleStringProperty(this, "to", "");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper(this, "preview", "");

  /**
   * Creates the model of what has happened until {@code now}.
   *
   * @param device the device that is chosen at first; null for all
   */
  public ReportViewModel(
      ActivityLog log,
      Inventory inventory,
      @Nullable DeviceItem device,
      Navigator navigator,
      ZoneId zone,
      Instant now) {
    this.navigator = navigator;
    this.zone = zone;
    this.now = now;
    entries = List.copyOf(log.entries());
    List<KnownDevice> known = new ArrayList<>(KnownDevice.in(entries, inventory));
    if (device != null) {
      KnownDevice first = KnownDevice.of(device);
      if (!known.contains(first)) {
        known.addFirst(first);
      }
      chosen.add(first);
    }
    devices = List.copyOf(known);
    begin(Span.ALL);
    from.subscribe((before, text) -> refresh());
    to.subscribe((before, text) -> refresh());
    refresh();
  }

  /** Spans of time that end now. */
  enum Span {
    ALL,
    HOUR,
    SHIFT,
    TODAY
  }

  /** The devices to choose from. */
  List<KnownDevice> devices() {
    return devices;
  }

  boolean isChosen(KnownDevice device) {
    return chosen.contains(device);
  }

  /** Chooses a device or not. Without any, the report is about everything. */
  void choose(KnownDevice device, boolean wanted) {
    if (wanted ? chosen.add(device) : chosen.remove(device)) {
      refresh();
    }
  }

  /** Fills in the times. */
  void begin(Span span) {
    Instant start =
        switch (span) {
          case ALL -> entries.isEmpty() ? now : entries.getFirst().at();
          case HOUR -> now.minus(Duration.ofHours(1));
          case SHIFT -> now.minus(Duration.ofHours(8));
          case TODAY -> now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
        };
    from.set(MINUTES.format(start.atZone(zone)));
    to.set(MINUTES.format(now.atZone(zone).plusMinutes(1)));
  }

  /** The first minute, as {@code 2026-05-31 14:30}. */
  StringProperty fromProperty() {
    return from;
  }

  /** The end, which is not part of the report. */
  StringProperty toProperty() {
    return to;
  }

  /** What is wrong with the times; empty if nothing is. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The report as Markdown. */
  ReadOnlyStringProperty previewProperty() {
    return preview.getReadOnlyProperty();
  }

  void copy() {
    navigator.copy(preview.get());
  }

  /** Saves the report to a file that the user chooses. */
  void save() {
    byte[] content = preview.get().getBytes(StandardCharsets.UTF_8);
    navigator.save(
        new SaveRequest(
            Texts.get("report.save.title"),
            Texts.get("report.save.name", from.get().substring(0, "2026-05-31".length())),
            List.of(new SaveRequest.Form(Texts.get("report.markdown"), "md", () -> content))));
  }

  private void refresh() {
    Optional<Instant> start = time(from.get());
    Optional<Instant> end = time(to.get());
    if (start.isEmpty() || end.isEmpty()) {
      problem.set(Texts.get("report.time.wrong"));
    } else if (!start.get().isBefore(end.get())) {
      problem.set(Texts.get("report.time.order"));
    } else {
      problem.set("");
      preview.set(report(start.get(), end.get()).markdown());
    }
  }

  private VisitReport report(Instant start, Instant end) {
    return new VisitReport(
        devices.stream().filter(chosen::contains).map(KnownDevice::name).toList(),
        start,
        end,
        entries.stream()
            .filter(entry -> !entry.at().isBefore(start) && entry.at().isBefore(end))
            .filter(
                entry ->
                    chosen.isEmpty() || chosen.stream().anyMatch(one -> one.isConcerned(entry)))
            .toList());
  }

  private Optional<Instant> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), MINUTES).atZone(zone).toInstant());
    } catch (DateTimeParseException wrong) {
      return Optional.empty();
    }
  }
}
