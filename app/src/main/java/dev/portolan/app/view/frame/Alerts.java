package dev.portolan.app.view.frame;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Members;
import dev.portolan.app.task.Timer;
import dev.portolan.app.view.common.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * Tells by notifications of the desktop what was not wanted while the user looks elsewhere. What
 * comes together is told together, and what has mended itself within a moment not at all. FX
 * thread.
 */
final class Alerts {
  /** How long a loss has to last. */
  static final Duration MOMENT = Duration.ofSeconds(10);

  /** A transfer that took as long is worth telling of. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final int MAX_LINES = 3;
  private static final int MAX_PENDING = 100;

  private final ActivityLog activity;
  private final Inventory inventory;
  private final ObservableList<TransferItem> transfers;
  private final InstantSource clock;
  private final Preferences preferences;
  private final Timer timer;
  private final Executor fx;
  private final BooleanSupplier looking;
  private final BiConsumer<String, String> show;
  private final Map<TransferItem, Instant> begun = new HashMap<>();
  private final List<ActivityEntry> pending = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();
  private boolean waiting;

  /**
   * @param looking whether the user looks at the window
   * @param show shows a notification with title and text, without blocking
   */
  Alerts(
      ActivityLog activity,
      Inventory inventory,
      ObservableList<TransferItem> transfers,
      InstantSource clock,
      Preferences preferences,
      Timer timer,
      Executor fx,
      BooleanSupplier looking,
      BiConsumer<String, String> show) {
    this.activity = activity;
    this.inventory = inventory;
    this.transfers = transfers;
    this.clock = clock;
    this.preferences = preferences;
    this.timer = timer;
    this.fx = fx;
    this.looking = looking;
    this.show = show;
  }

  /** Starts telling, until the window ends. */
  void start() {
    activity.entries().addListener((ListChangeListener<ActivityEntry>) this::changed);
    Members.follow(
        transfers,
        item ->
            item.statusProperty()
                .subscribe((before, now) -> changed(item, before.phase(), now.phase())));
  }

  private void changed(TransferItem item, TransferPhase before, TransferPhase now) {
    switch (now) {
      case RUNNING -> {
        if (before != TransferPhase.RUNNING) {
          begun.putIfAbsent(item, clock.instant());
        }
      }
      case DONE, INCOMPLETE -> {
        Instant start = begun.remove(item);
        if (start != null && !clock.instant().isBefore(start.plus(LONG))) {
          soon(
              new ActivityEntry(
                  clock.instant(),
                  ActivitySubject.of(item.device()),
                  ActivityEntry.Kind.EVENT,
                  Level.GOOD,
                  Texts.get("alert.transferred", item.name())));
        }
      }
      case FAILED, SKIPPED, CANCELLED -> begun.remove(item);
      case QUEUED, WAITING_FOR_DEVICE, PAUSED, RETRYING, ASKING -> {}
    }
  }

  private void changed(ListChangeListener.Change<? extends ActivityEntry> change) {
    while (change.next()) {
      if (change.wasReplaced() && change.getRemovedSize() == change.getAddedSize()) {
        for (int i = 0; i < change.getAddedSize(); i++) {
          int at = pending.lastIndexOf(change.getRemoved().get(i));
          if (at >= 0) {
            pending.set(at, change.getAddedSubList().get(i));
          }
        }
      } else {
        change.getAddedSubList().forEach(this::added);
      }
    }
  }

  private void added(ActivityEntry entry) {
    if (isWorthIt(entry)) {
      soon(entry);
    }
  }

  private void soon(ActivityEntry entry) {
    if (looking.getAsBoolean() || !preferences.get(Settings.NOTIFY)) {
      return;
    }
    if (pending.size() == MAX_PENDING) {
      pending.removeFirst();
    }
    pending.add(entry);
    if (!waiting) {
      waiting = true;
      timer.after(MOMENT, () -> fx.execute(this::tell));
    }
  }

  private boolean isWorthIt(ActivityEntry entry) {
    return switch (entry.kind()) {
      case NOTE -> false;
      case EVENT ->
          switch (entry.level()) {
            case INFO -> false;
            case GOOD -> entry.about().devices().stream().anyMatch(missing::contains);
            case WARNING, ERROR -> true;
          };
    };
  }

  private void tell() {
    waiting = false;
    List<ActivityEntry> told = pending.stream().filter(entry -> !isMended(entry)).toList();
    pending.clear();
    if (looking.getAsBoolean()) {
      missing.clear();
      return;
    }
    if (told.isEmpty() || !preferences.get(Settings.NOTIFY)) {
      return;
    }
    for (ActivityEntry entry : told) {
      if (entry.level() == Level.GOOD) {
        missing.removeAll(entry.about().devices());
      } else {
        missing.addAll(entry.about().devices());
      }
    }
    show.accept(title(told), text(told));
  }

  /** Whether a warning is out of date, because all its devices are connected again. */
  private boolean isMended(ActivityEntry entry) {
    Set<String> devices = entry.about().devices();
    return entry.level() == Level.WARNING
        && !devices.isEmpty()
        && devices.stream().map(inventory::device).allMatch(Alerts::isUp);
  }

  private static boolean isUp(Optional<DeviceItem> device) {
    return device.isEmpty() || device.get().status().phase() == LinkPhase.UP;
  }

  private String title(List<ActivityEntry> told) {
    return told.size() > 1
        ? Texts.get("alert.several", told.size())
        : preferences.get(Settings.NOTIFY_NAMES) && !told.getFirst().subject().isEmpty()
            ? UnseenCharacters.shown(told.getFirst().subject())
            : Texts.get("app.name");
  }

  private String text(List<ActivityEntry> told) {
    if (!preferences.get(Settings.NOTIFY_NAMES)) {
      return Texts.get("alert.nameless");
    }
    if (told.size() == 1) {
      return UnseenCharacters.shown(told.getFirst().text());
    }
    List<String> lines = new ArrayList<>();
    told.stream()
        .limit(MAX_LINES)
        .map(entry -> entry.subject() + ": " + entry.text())
        .map(UnseenCharacters::shown)
        .forEach(lines::add);
    if (told.size() > MAX_LINES) {
      lines.add(Texts.get("alert.more", told.size() - MAX_LINES));
    }
    return String.join("\n", lines);
  }
}
