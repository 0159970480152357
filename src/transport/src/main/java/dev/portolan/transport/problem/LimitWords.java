package dev.portolan.transport.problem;

import java.time.Duration;

/** Formats time limits. */
public final class LimitWords {
  private LimitWords() {}

  /** A time limit for the end of a sentence. */
  public static String of(Duration limit) {
    long millis = limit.toMillis();
    if (millis % 1000 != 0) {
      return millis + " ms";
    }
    return millis == 1000 ? "1 second" : millis / 1000 + " seconds";
  }
}
