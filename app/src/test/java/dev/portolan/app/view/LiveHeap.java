package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;

/** Measures whether what is done again and again leaves something behind. */
final class LiveHeap {
  /** {@code -Dportolan.rounds=60} looks closer. */
  private static final int TIMES = Integer.getInteger("portolan.rounds", 6);

  /** Before that classes are loaded and caches filled. */
  private static final int WARM_UP = 3;

  /** Of 60 rounds: 5 MB. */
  private static final long MAY_GROW_BYTES_A_ROUND = 83_333;

  /**
   * So many collections in a row must find nothing more: what cleaners and soft caches let go takes
   * several.
   */
  private static final int SETTLED_AFTER = 3;

  /** A closer look takes more of them. */
  private static final int MAX_COLLECTIONS = Math.max(4, TIMES / 2);

  /** After growth was found. */
  private static final int MORE_LOOKS = 5;

  private LiveHeap() {}

  /** Work of a person that ends where it began. */
  interface Round {
    void run() throws Exception;
  }

  /** Does it several times, and fails if more is alive then than before. */
  static void grows(String what, Round round) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      round.run();
    }
    long before = liveBytes();
    for (int i = 0; i < TIMES; i++) {
      round.run();
    }
    long growth = liveBytes() - before;
    // What was closed a moment ago may still be on its way out where the computer is busy; what
    // leaks stays however often one looks.
    for (int i = 0; i < MORE_LOOKS && growth >= TIMES * MAY_GROW_BYTES_A_ROUND; i++) {
      growth = Math.min(growth, liveBytes() - before);
    }
    System.out.printf("%s, %d times: %,d bytes%n", what, TIMES, growth);
    assertThat(growth).as(what).isLessThan(TIMES * MAY_GROW_BYTES_A_ROUND);
  }

  private static long liveBytes() {
    long least = Long.MAX_VALUE;
    int settled = 0;
    for (int i = 0; i < MAX_COLLECTIONS && settled < SETTLED_AFTER; i++) {
      System.gc();
      Hands.settle();
      long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      settled = now < least ? 0 : settled + 1;
      least = Math.min(least, now);
    }
    return least;
  }
}
