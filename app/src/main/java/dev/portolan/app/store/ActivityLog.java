package dev.portolan.app.store;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.Level;
import java.time.Clock;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened since the console started, newest last; FX thread only. */
public final class ActivityLog {
  /** Older entries are forgotten. */
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

  /** Adds one sentence about a device, an edge, or (empty) the console itself. */
  public void add(Level level, String subject, String text) {
    if (entries.size() >= LIMIT) {
      entries.remove(0, LIMIT / 10);
    }
    entries.add(new ActivityEntry(clock.instant(), subject, level, text));
    LOG.info("{}{}", subject.isEmpty() ? "" : subject + ": ", text);
  }
}
