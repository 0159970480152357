package dev.portolan.edge;

import java.util.HashMap;
import java.util.Map;

/**
 * A capacity that clients share fairly. A single client may use all of it but a reserve; of
 * several, each gets an equal part, and one that has more gets nothing until it is below. The
 * reserve is for newcomers: each may take up to half of what is left of it, so that it need not
 * wait for others to release something.
 *
 * <p>Thread-safe.
 */
final class FairShares {

  private final int capacity;
  private final int reserve;
  private final Map<String, Integer> used = new HashMap<>();
  private int total;

  /**
   * @param capacity the total, including the reserve
   * @param reserve what a single client cannot use
   */
  FairShares(int capacity, int reserve) {
    if (reserve < 0 || reserve >= capacity) {
      throw new IllegalArgumentException("the reserve is a part of the room");
    }
    this.capacity = capacity;
    this.reserve = reserve;
  }

  /** The result of {@link #take}. */
  enum Answer {
    GIVEN,
    /** The client would exceed its part. */
    OVER_ITS_PART,
    /** The client is within its part, but others use theirs and more. */
    NO_ROOM
  }

  /** Takes an amount for a client. Nothing is taken unless {@link Answer#GIVEN}. */
  synchronized Answer take(String client, int amount) {
    int own = used.getOrDefault(client, 0);
    boolean fair = own + amount <= limit(client);
    if (!(fair && total + amount <= capacity - reserve) && !isInReserve(own, amount)) {
      return fair ? Answer.NO_ROOM : Answer.OVER_ITS_PART;
    }
    used.put(client, own + amount);
    total += amount;
    return Answer.GIVEN;
  }

  private boolean isInReserve(int own, int amount) {
    int left = capacity - total;
    return amount <= left && own + amount <= Math.max(1, Math.min(left, reserve) / 2);
  }

  /** Releases an amount. */
  synchronized void release(String client, int amount) {
    int left = used.getOrDefault(client, 0) - amount;
    if (left < 0) {
      throw new IllegalStateException("more is given back than was taken");
    }
    total -= amount;
    if (left == 0) {
      used.remove(client);
    } else {
      used.put(client, left);
    }
  }

  /** The present part of one client. */
  synchronized int limit(String client) {
    int clients = used.size() + (used.containsKey(client) ? 0 : 1);
    return (capacity - reserve) / clients;
  }

  /** Whether any other client uses something. */
  synchronized boolean isShared(String client) {
    return used.size() > (used.containsKey(client) ? 1 : 0);
  }

  /** The amount in use. */
  synchronized int total() {
    return total;
  }
}
