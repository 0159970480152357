package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TransferRate;
import dev.portolan.app.store.ActivityFormat;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Totals;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.SaveRequest;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The view model of the status bar and timeline. */
public final class ActivityViewModel {
  private final ActivityLog log;
  private final Inventory inventory;
  private final Navigator navigator;
  private final FilteredList<ActivityEntry> matching;
  private final ObservableList<ActivityEntry> entries = FXCollections.observableArrayList();
  private final ObservableList<ActivityEntry> view =
      FXCollections.unmodifiableObservableList(entries);
  private final ReadOnlyObjectWrapper<@Nullable ActivityEntry> latest =
      new ReadOnlyObjectWrapper<>(this, "latest");
  private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper(this, "status", "");
  private final ReadOnlyIntegerWrapper missed = new ReadOnlyIntegerWrapper(this, "missed");
  private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
  private final BooleanProperty held = new SimpleBooleanProperty(this, "held");
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ObjectProperty<Shown> shown =
      new SimpleObjectProperty<>(this, "shown", Shown.EVERYTHING);
  private final ObjectProperty<@Nullable KnownDevice> device =
      new SimpleObjectProperty<>(this, "device");
  private boolean choosing;

  /**
   * @param files how fast files move
   */
  public ActivityViewModel(
      ActivityLog log,
      Totals totals,
      Inventory inventory,
      ObservableValue<TransferRate> files,
      Navigator navigator) {
    this.log = log;
    this.inventory = inventory;
    this.navigator = navigator;
    matching = new FilteredList<>(log.entries());
    entries.setAll(matching);
    matching.addListener(this::changed);
    log.entries().addListener((ListChangeListener<ActivityEntry>) change -> follow());
    follow();
    filter.subscribe((before, text) -> choose());
    shown.subscribe((before, which) -> choose());
    device.subscribe((before, one) -> choose());
    held.subscribe((before, now) -> catchUp());
    totals.tunnelsProperty().subscribe((before, count) -> sum(totals, files.getValue()));
    totals.shellsProperty().subscribe((before, count) -> sum(totals, files.getValue()));
    totals.trafficProperty().subscribe((before, traffic) -> sum(totals, files.getValue()));
    files.subscribe(rate -> sum(totals, rate));
  }

  /**
   * The entries that match the filter, newest last. While the timeline is held, entries change in
   * place, but none comes or goes.
   */
  ObservableList<ActivityEntry> entries() {
    return view;
  }

  /** The latest entry, or null. */
  ReadOnlyObjectProperty<@Nullable ActivityEntry> latestProperty() {
    return latest.getReadOnlyProperty();
  }

  /** The totals of open connections and traffic. */
  ReadOnlyStringProperty statusProperty() {
    return status.getReadOnlyProperty();
  }

  BooleanProperty openProperty() {
    return open;
  }

  /** Whether the user is reading, so that nothing may move. */
  BooleanProperty heldProperty() {
    return held;
  }

  /** The number of newer entries that are not shown because the timeline is held. */
  ReadOnlyIntegerProperty missedProperty() {
    return missed.getReadOnlyProperty();
  }

  /** Words that an entry must all contain. */
  StringProperty filterProperty() {
    return filter;
  }

  ObjectProperty<Shown> shownProperty() {
    return shown;
  }

  /** The device that entries must concern, or null. */
  ObjectProperty<@Nullable KnownDevice> deviceProperty() {
    return device;
  }

  /** The devices that entries are about. */
  List<KnownDevice> devices() {
    return KnownDevice.in(log.entries(), inventory);
  }

  /** Copies entries as lines of text, all that are shown if none is chosen. */
  void copy(Collection<ActivityEntry> chosen) {
    Collection<ActivityEntry> copied = chosen.isEmpty() ? entries : chosen;
    navigator.copy(copied.stream().map(ActivityViewModel::dated).collect(Collectors.joining("\n")));
  }

  /** Exports entries to a file, all that are shown if none is chosen. */
  void export(Collection<ActivityEntry> chosen) {
    List<ActivityEntry> exported = List.copyOf(chosen.isEmpty() ? entries : chosen);
    if (exported.isEmpty()) {
      navigator.tell(Texts.get("activity.export.none"));
      return;
    }
    navigator.save(
        new SaveRequest(
            Texts.get("activity.export.title"),
            Texts.get("activity.export.name"),
            Arrays.stream(ActivityFormat.values()).map(format -> form(format, exported)).toList()));
  }

  private static SaveRequest.Form form(ActivityFormat format, List<ActivityEntry> exported) {
    return new SaveRequest.Form(
        Texts.get("activity.export." + format.ending()),
        format.ending(),
        () -> format.bytes(exported, ZoneId.systemDefault()));
  }

  /** Shows the page of the device that an entry is about. */
  void openDevice(ActivityEntry entry) {
    deviceOf(entry)
        .flatMap(inventory::device)
        .ifPresentOrElse(
            navigator::openDevice, () -> navigator.tell(Texts.get("activity.no-device")));
  }

  /** The id of the one device that an entry is about. */
  static Optional<String> deviceOf(ActivityEntry entry) {
    var devices = entry.about().devices();
    return devices.size() == 1 ? Optional.of(devices.iterator().next()) : Optional.empty();
  }

  /** Lets the user add a note, about the chosen device if there is one. */
  void addNote() {
    navigator.addNote(chosenDevice());
  }

  /** Opens the visit report, of the chosen device if there is one. */
  void report() {
    navigator.showReport(chosenDevice());
  }

  private @Nullable DeviceItem chosenDevice() {
    KnownDevice chosen = device.get();
    return chosen == null ? null : inventory.device(chosen.id()).orElse(null);
  }

  /** An entry as one line of text, with the time of day. */
  static String line(ActivityEntry entry) {
    return line(Formats.time(entry.at()), entry);
  }

  private static String dated(ActivityEntry entry) {
    return line(Formats.dateTime(entry.at()), entry);
  }

  private static String line(String time, ActivityEntry entry) {
    return time
        + "  "
        + StateLook.of(entry).word()
        + "  "
        + (entry.subject().isEmpty() ? "" : entry.subject() + ": ")
        + entry.text();
  }

  private void follow() {
    latest.set(log.entries().isEmpty() ? null : log.entries().getLast());
  }

  private void choose() {
    List<String> words =
        Stream.of(filter.get().toLowerCase(Locale.ROOT).strip().split("\\s+")).toList();
    Shown which = shown.get();
    KnownDevice one = device.get();
    choosing = true;
    matching.setPredicate(
        entry ->
            which.includes(entry)
                && (one == null || one.isConcerned(entry))
                && contains(entry, words));
    choosing = false;
    entries.setAll(matching);
    missed.set(0);
  }

  private static boolean contains(ActivityEntry entry, List<String> words) {
    String text = (entry.subject() + " " + entry.text()).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  private void changed(ListChangeListener.Change<? extends ActivityEntry> change) {
    if (choosing) {
      return;
    }
    boolean onlyReplaced = true;
    while (change.next()) {
      if (change.wasReplaced() && change.getRemovedSize() == change.getAddedSize()) {
        for (int i = 0; i < change.getAddedSize(); i++) {
          int at = entries.lastIndexOf(change.getRemoved().get(i));
          if (at >= 0) {
            entries.set(at, change.getAddedSubList().get(i));
          }
        }
      } else {
        onlyReplaced = false;
      }
    }
    if (!onlyReplaced) {
      catchUp();
    }
  }

  /** Brings the shown entries up to date, or counts the missed ones. */
  private void catchUp() {
    if (held.get()) {
      missed.set(newer());
      return;
    }
    missed.set(0);
    if (!isBeginning()) {
      // the oldest have gone
      Set<ActivityEntry> wanted = new HashSet<>(matching);
      int gone = 0;
      while (gone < entries.size() && !wanted.contains(entries.get(gone))) {
        gone++;
      }
      entries.remove(0, gone);
    }
    if (isBeginning()) {
      entries.addAll(matching.subList(entries.size(), matching.size()));
    } else {
      // an entry in the middle has begun or ceased to match
      entries.setAll(matching);
    }
  }

  /** How many entries match that are newer than those shown. */
  private int newer() {
    int newer = 0;
    while (newer < matching.size()
        && (entries.isEmpty()
            || !matching.get(matching.size() - 1 - newer).equals(entries.getLast()))) {
      newer++;
    }
    return newer;
  }

  /** Whether what is shown is the beginning of what matches. */
  private boolean isBeginning() {
    return entries.isEmpty()
        || (entries.size() <= matching.size()
            && entries.getFirst().equals(matching.getFirst())
            && entries.getLast().equals(matching.get(entries.size() - 1)));
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
