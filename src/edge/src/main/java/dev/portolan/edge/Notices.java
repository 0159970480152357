package dev.portolan.edge;

import io.netty.util.concurrent.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells whoever runs the edge what happens there: each subject at once, and then once a minute at
 * most, with how often it happened in between. Safe for any thread.
 */
final class Notices {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Subjects that are remembered; the oldest is forgotten first. */
  private static final int REMEMBERED = 1_000;

  private final Consumer<String> reader;
  private final Ticker ticker;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();

  private static final class Subject {
    long toldAt;
    long untold;
  }

  Notices(Consumer<String> reader, Ticker ticker) {
    this.reader = reader;
    this.ticker = ticker;
  }

  /**
   * Something happened.
   *
   * @param subject what is told once a minute at most
   * @param sentence what to tell, without the full stop
   */
  void tell(String subject, String sentence) {
    long untold;
    synchronized (this) {
      long now = ticker.nanoTime();
      Subject known = subjects.get(subject);
      if (known != null && now - known.toldAt < PAUSE_NANOS) {
        known.untold++;
        return;
      }
      untold = known == null ? 0 : known.untold;
      remember(subject, now);
    }
    reader.accept(sentence + (untold == 0 ? "." : "; " + untold + " more since it was last told."));
  }

  private void remember(String subject, long now) {
    subjects.remove(subject); // So that the order is that of telling.
    Subject told = new Subject();
    told.toldAt = now;
    subjects.put(subject, told);
    if (subjects.size() > REMEMBERED) {
      subjects.remove(subjects.keySet().iterator().next());
    }
  }
}
