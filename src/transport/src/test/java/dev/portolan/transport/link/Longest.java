package dev.portolan.transport.link;

import java.util.random.RandomGenerator;

/** Chance that always draws the longest time. */
final class Longest implements RandomGenerator {
  @Override
  public long nextLong() {
    return Long.MAX_VALUE;
  }

  @Override
  public long nextLong(long bound) {
    return bound - 1;
  }
}
