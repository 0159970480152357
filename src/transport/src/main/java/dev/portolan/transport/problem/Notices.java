package dev.portolan.transport.problem;

import io.netty.util.concurrent.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Rate-limits notices, to the operator or a log: each subject is reported at once, then at most
 * once a minute with the number of suppressed ones. Thread-safe.
 */
public final class Notices {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Most subjects remembered. The oldest is forgotten first. */
  private static final int REMEMBERED = 1_000;

  private final Consumer<String> reader;
  private final Ticker ticker;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();

  private static final class Subject {
    long toldAt;
    long untold;
  }

  /**
   * @param reader receives the notices
   */
  public Notices(Consumer<String> reader, Ticker ticker) {
    this.reader = reader;
    this.ticker = ticker;
  }

  /**
   * Reports an event.
   *
   * @param subject the key of the rate limit
   * @param sentence the text, without a full stop
   */
  public void tell(String subject, String sentence) {
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

  /** Something happened that is told each time, without the full stop. */
  public void tell(String sentence) {
    reader.accept(sentence + ".");
  }

  private void remember(String subject, long now) {
    subjects.remove(subject); // moves it to the end
    Subject told = new Subject();
    told.toldAt = now;
    subjects.put(subject, told);
    if (subjects.size() > REMEMBERED) {
      subjects.remove(subjects.keySet().iterator().next());
    }
  }
}
