package dev.portolan.app.store;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivityEntry.Kind;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.Level;
import java.time.Clock;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events since the console's start, newest last. FX thread only. */
public final class ActivityLog {
  /** Most entries. The oldest are dropped. */
  public static final int LIMIT = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(ActivityLog.class);

  private final Clock clock;
  private final ObservableList<ActivityEntry> entries = FXCollections.observableArrayList();
  private final ObservableList<ActivityEntry> view =
      FXCollections.unmodifiableObservableList(entries);

  public ActivityLog(Clock clock) {
    this.clock = clock;
  }

  public ObservableList<ActivityEntry> entries() {
    return view;
  }

  /** Adds one sentence about something that is not in the list, or (empty) the console itself. */
  public ActivityEntry add(Level level, String subject, String text) {
    return add(level, ActivitySubject.named(subject), text);
  }

  /** Adds one sentence about what has happened. */
  public ActivityEntry add(Level level, ActivitySubject about, String text) {
    ActivityEntry entry = added(about, Kind.EVENT, level, text);
    LOG.info("{}", line(entry));
    return entry;
  }

  /** Adds a note of the user's, which is not logged. */
  public ActivityEntry note(ActivitySubject about, String text) {
    return added(about, Kind.NOTE, Level.INFO, text);
  }

  private ActivityEntry added(ActivitySubject about, Kind kind, Level level, String text) {
    if (entries.size() >= LIMIT) {
      entries.remove(0, LIMIT / 10);
    }
    ActivityEntry entry = new ActivityEntry(clock.instant(), about, kind, level, text);
    entries.add(entry);
    return entry;
  }

  /**
   * Replaces an entry in place, keeping its time.
   *
   * @return the new entry
   */
  public ActivityEntry replace(ActivityEntry old, Level level, ActivitySubject about, String text) {
    int place = entries.lastIndexOf(old);
    if (place < 0) {
      return add(level, about, text);
    }
    ActivityEntry entry = new ActivityEntry(old.at(), about, Kind.EVENT, level, text);
    entries.set(place, entry);
    LOG.debug("{}", line(entry));
    return entry;
  }

  private static String line(ActivityEntry entry) {
    return (entry.subject().isEmpty() ? "" : entry.subject() + ": ") + entry.text();
  }
}
