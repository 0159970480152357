package dev.portolan.transport.problem;

import io.netty.util.concurrent.Ticker;
import java.util.function.Consumer;

/**
 * Rate-limits notices, to the operator or a log: each subject is reported at once, then at most
 * once a minute with the number of suppressed ones. Thread-safe.
 */
public final class Notices {

  private final Consumer<String> reader;
  private final RepeatLimit<String> limit;

  /**
   * @param reader receives the notices
   */
  public Notices(Consumer<String> reader, Ticker ticker) {
    this.reader = reader;
    limit = new RepeatLimit<>(1, ticker);
  }

  /**
   * Reports an event.
   *
   * @param subject the key of the rate limit
   * @param sentence the text, without a full stop
   */
  public void tell(String subject, String sentence) {
    long untold = limit.pass(subject);
    if (untold == RepeatLimit.HELD_BACK) {
      return;
    }
    reader.accept(sentence + (untold == 0 ? "." : "; " + untold + " more since it was last told."));
  }

  /**
   * Reports an event each time.
   *
   * @param sentence the text, without a full stop
   */
  public void tell(String sentence) {
    reader.accept(sentence + ".");
  }
}
