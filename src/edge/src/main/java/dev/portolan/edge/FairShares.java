package dev.portolan.edge;

import java.util.HashMap;
import java.util.Map;

/**
 * Room that clients share. Who is alone may have all of it but a reserve; of several, each gets an
 * equal part, and who has more than that already gets nothing more until it is below. The reserve
 * is for those who come late: each may take up to half of what is left of it, so that they need not
 * wait for others to give something back.
 *
 * <p>Safe for any thread.
 */
final class FairShares {

  private final int capacity;
  private final int reserve;
  private final Map<String, Integer> used = new HashMap<>();
  private int total;

  /**
   * @param capacity all that there is, the reserve included
   * @param reserve what one client alone cannot have
   */
  FairShares(int capacity, int reserve) {
    if (reserve < 0 || reserve >= capacity) {
      throw new IllegalArgumentException("the reserve is a part of the room");
    }
    this.capacity = capacity;
    this.reserve = reserve;
  }

  /** What came of asking for room; nothing was taken unless it was given. */
  enum Answer {
    GIVEN,
    /** The client would have more than its part. */
    OVER_ITS_PART,
    /** It would not, but others have theirs and more. */
    NO_ROOM
  }

  /** Takes room for a client. */
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

  /** Gives back what a client took. */
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

  /** The part of one client beside those who have something now. */
  synchronized int limit(String client) {
    int clients = used.size() + (used.containsKey(client) ? 0 : 1);
    return (capacity - reserve) / clients;
  }

  /** Whether anybody but this client has something. */
  synchronized boolean isShared(String client) {
    return used.size() > (used.containsKey(client) ? 1 : 0);
  }

  /** All that is taken. */
  synchronized int total() {
    return total;
  }
}
