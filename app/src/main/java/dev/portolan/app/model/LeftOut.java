package dev.portolan.app.model;

import java.util.List;

/**
 * What a transfer has left out, or what is not as it was.
 *
 * @param first the first ones
 * @param count how many in all
 */
public record LeftOut(List<Entry> first, int count) {
  /** Nothing. */
  public static final LeftOut NONE = new LeftOut(List.of(), 0);

  /**
   * One of them.
   *
   * @param name its path in the transfer
   * @param reason why, without a full stop
   */
  public record Entry(String name, String reason) {}

  public LeftOut {
    first = List.copyOf(first);
    if (count < first.size()) {
      throw new IllegalArgumentException("Fewer than are listed: " + count);
    }
  }

  /** Whether everything has come. */
  public boolean isEmpty() {
    return count == 0;
  }
}
