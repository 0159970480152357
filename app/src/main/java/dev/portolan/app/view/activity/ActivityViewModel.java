package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.Level;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.model.TransferRate;
import dev.portolan.app.store.Totals;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The view model of the status bar and timeline. */
public final class ActivityViewModel {
  private final ActivityLog log;
  private final Navigator navigator;
  private final FilteredList<ActivityEntry> entries;
  private final ReadOnlyObjectWrapper<@Nullable ActivityEntry> latest =
      new ReadOnlyObjectWrapper<>(this, "latest");
  private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper(this, "status", "");
  private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ObjectProperty<Level> least = new SimpleObjectProperty<>(this, "least", Level.INFO);

  /**
   * @param files how fast files move
   */
  public ActivityViewModel(
      ActivityLog log,
      Totals totals,
      ObservableValue<TransferRate> files,
      Navigator navigator) {
    this.log = log;
    this.navigator = navigator;
    entries = new FilteredList<>(log.entries());
    log.entries().addListener((ListChangeListener<ActivityEntry>) change -> follow());
    follow();
    filter.subscribe(text -> choose());
    least.subscribe(level -> choose());
    totals.tunnelsProperty().subscribe((before, count) -> sum(totals, files.getValue()));
    totals.shellsProperty().subscribe((before, count) -> sum(totals, files.getValue()));
    totals.trafficProperty().subscribe((before, traffic) -> sum(totals, files.getValue()));
    files.subscribe(rate -> sum(totals, rate));
  }

  /** The entries that match the filter, newest last. */
  public FilteredList<ActivityEntry> entries() {
    return entries;
  }

  /** The latest entry, or null. */
  public ReadOnlyObjectProperty<@Nullable ActivityEntry> latestProperty() {
    return latest.getReadOnlyProperty();
  }

  /** The totals of open connections and traffic. */
  public ReadOnlyStringProperty statusProperty() {
    return status.getReadOnlyProperty();
  }

  public BooleanProperty openProperty() {
    return open;
  }

  public StringProperty filterProperty() {
    return filter;
  }

  /** The minimum level of entries. */
  public ObjectProperty<Level> leastProperty() {
    return least;
  }

  /** Copies entries as lines of text. */
  public void copy(Collection<ActivityEntry> chosen) {
    Collection<ActivityEntry> copied = chosen.isEmpty() ? entries : chosen;
    navigator.copy(copied.stream().map(ActivityViewModel::line).collect(Collectors.joining("\n")));
  }

  /** An entry as one line of text. */
  public static String line(ActivityEntry entry) {
    return Formats.time(entry.at())
        + "  "
        + StateLook.of(entry.level()).word()
        + "  "
        + (entry.subject().isEmpty() ? "" : entry.subject() + ": ")
        + entry.text();
  }

  private void follow() {
    latest.set(log.entries().isEmpty() ? null : log.entries().getLast());
  }

  private void choose() {
    String wanted = filter.get().toLowerCase(Locale.ROOT).strip();
    int weight = weight(least.get());
    entries.setPredicate(
        entry ->
            weight(entry.level()) >= weight
                && (entry.subject() + " " + entry.text())
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted));
  }

  private static int weight(Level level) {
    return switch (level) {
      case INFO, GOOD -> 0;
      case WARNING -> 1;
      case ERROR -> 2;
    };
  }

  private void sum(Totals totals, TransferRate files) {
    var traffic = totals.trafficProperty().get();
    status.set(
        Texts.get(
            "status.line",
            totals.tunnelsProperty().get(),
            totals.shellsProperty().get(),
            Formats.rate(traffic.rateDown() + files.down()),
            Formats.rate(traffic.rateUp() + files.up())));
  }
}
