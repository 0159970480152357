package dev.portolan.app.session;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.Level;
import dev.portolan.app.store.ActivityLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Writes what happens to several devices or tunnels at about the same time, and for one cause, as
 * one line of the activity with a count. FX thread.
 */
final class SharedNews {
  /** What comes later than this after the last of its kind begins a new line. */
  private static final Duration TOGETHER = Duration.ofSeconds(3);

  private static final int MOST_LINES = 100;

  private final ActivityLog activity;
  private final InstantSource clock;
  private final Map<String, Line> lines = new HashMap<>();

  SharedNews(ActivityLog activity, InstantSource clock) {
    this.activity = activity;
    this.clock = clock;
  }

  /**
   * One thing that happened.
   *
   * @param cause what makes it the same as others, for example the id of an edge and what it did
   * @param subject whom it happened to
   * @param text how it is told of one
   * @param shared whom it happened to if there are several: an edge, or empty
   * @param together how it is told of so many
   */
  void add(
      String cause,
      Level level,
      String subject,
      String text,
      String shared,
      IntFunction<String> together) {
    Instant now = clock.instant();
    lines.values().removeIf(line -> line.isOver(now));
    Line line = lines.get(cause);
    if (line == null) {
      ActivityEntry entry = activity.add(level, subject, text);
      if (lines.size() < MOST_LINES) {
        lines.put(cause, new Line(entry, now));
      }
      return;
    }
    line.count++;
    line.last = now;
    line.entry = activity.replace(line.entry, level, shared, together.apply(line.count));
  }

  private static final class Line {
    private ActivityEntry entry;
    private Instant last;
    private int count = 1;

    Line(ActivityEntry entry, Instant last) {
      this.entry = entry;
      this.last = last;
    }

    boolean isOver(Instant now) {
      return last.plus(TOGETHER).isBefore(now);
    }
  }
}
