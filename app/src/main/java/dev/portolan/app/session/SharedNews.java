package dev.portolan.app.session;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.Level;
import dev.portolan.app.store.ActivityLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Combines events of several devices or tunnels with the same cause at about the same time into one
 * activity line with a count. FX thread.
 */
final class SharedNews {
  /** The maximum time between combined events. */
  private static final Duration TOGETHER = Duration.ofSeconds(3);

  private static final int MAX_LINES = 100;

  private final ActivityLog activity;
  private final InstantSource clock;
  private final Map<String, Line> lines = new HashMap<>();

  SharedNews(ActivityLog activity, InstantSource clock) {
    this.activity = activity;
    this.clock = clock;
  }

  /**
   * Reports an event.
   *
   * @param cause the key by which events are combined, for example an edge's id with the kind of
   *     event
   * @param subject the subject of a single event
   * @param text the text for a single event
   * @param shared the subject of combined events of several devices
   * @param together the text for a number of events
   */
  void add(
      String cause,
      Level level,
      ActivitySubject subject,
      String text,
      ActivitySubject shared,
      IntFunction<String> together) {
    Instant now = clock.instant();
    lines.values().removeIf(line -> line.isOver(now));
    Line line = lines.get(cause);
    if (line == null) {
      ActivityEntry entry = activity.add(level, subject, text);
      if (lines.size() < MAX_LINES) {
        lines.put(cause, new Line(entry, subject, now));
      }
      return;
    }
    line.count++;
    line.last = now;
    line.subject =
        line.subject.equals(subject)
            ? subject
            : shared.withDevices(line.subject.devices()).withDevices(subject.devices());
    line.entry = activity.replace(line.entry, level, line.subject, together.apply(line.count));
  }

  private static final class Line {
    private ActivityEntry entry;
    private ActivitySubject subject;
    private Instant last;
    private int count = 1;

    Line(ActivityEntry entry, ActivitySubject subject, Instant last) {
      this.entry = entry;
      this.subject = subject;
      this.last = last;
    }

    boolean isOver(Instant now) {
      return last.plus(TOGETHER).isBefore(now);
    }
  }
}
