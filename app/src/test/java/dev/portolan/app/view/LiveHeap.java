package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;

/** Measures whether what is done again and again leaves something behind. */
final class LiveHeap {
  /** {@code -Dportolan.rounds=60} looks closer. */
  private static final int TIMES = Integer.getInteger("portolan.rounds", 6);

  /** Before that classes are loaded and caches filled. */
  private static final int WARM_UP = 3;

  private static final long MAY_GROW_BYTES = 500_000;

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
    System.out.printf("%s, %d times: %,d bytes%n", what, TIMES, growth);
    assertThat(growth).as(what).isLessThan(MAY_GROW_BYTES);
  }

  private static long liveBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Hands.settle();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
