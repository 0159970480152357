package dev.portolan.transport.tunnel;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.function.Function;

/**
 * What passed between a program and its UDP service: who spoke last, and when. By that it is chosen
 * who gives way where there are too many: who has its answer goes before who still waits for one.
 *
 * <p>On one event loop only.
 */
final class Exchange {
  /** So long after an answer nobody is in the middle of a talk any more. */
  static final Duration AFTER_AN_ANSWER = Duration.ofMillis(100);

  /** So long after a question nobody expects its answer any more. */
  static final Duration AFTER_A_QUESTION = Duration.ofSeconds(60);

  private enum Speaker {
    PROGRAM,
    SERVICE
  }

  private final Ticker ticker;
  private Speaker last = Speaker.PROGRAM;
  private long since;
  private long questions;
  private long answers;

  /** Begins with silence, in which the service is waited for. */
  Exchange(Ticker ticker) {
    this.ticker = ticker;
    this.since = ticker.nanoTime();
  }

  void programSpoke() {
    last = Speaker.PROGRAM;
    questions++;
    since = ticker.nanoTime();
  }

  void serviceSpoke() {
    last = Speaker.SERVICE;
    answers++;
    since = ticker.nanoTime();
  }

  /** For how long nobody has spoken. */
  long silentNanos() {
    return ticker.nanoTime() - since;
  }

  private boolean isOver() {
    return switch (last) {
      case PROGRAM -> silentNanos() >= AFTER_A_QUESTION.toNanos();
      case SERVICE ->
          (questions == 1 && answers == 1) || silentNanos() >= AFTER_AN_ANSWER.toNanos();
    };
  }

  /**
   * The one that gives way: of those whose exchange is over as far as can be seen the one that was
   * silent longest, and if there is none, of all.
   *
   * @param all at least one
   */
  static <T> T mostDispensable(Collection<T> all, Function<T, Exchange> exchange) {
    return Collections.max(
        all,
        Comparator.comparing((T one) -> exchange.apply(one).isOver())
            .thenComparingLong(one -> exchange.apply(one).silentNanos()));
  }
}
