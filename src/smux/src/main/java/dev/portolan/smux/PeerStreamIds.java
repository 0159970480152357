package dev.portolan.smux;

/**
 * The stream ids that the peer has used. Ids may arrive out of order, because a peer may number a
 * stream before it sends the first frame. An id far below the highest counts as used.
 */
final class PeerStreamIds {
  /** How far below the highest an id may arrive late. */
  static final int REORDERING = 4096;

  private static final int WORDS = REORDERING / Long.SIZE;

  private final SmuxRole peer;
  private final long[] used = new long[WORDS];
  private long highest = -1;

  PeerStreamIds(SmuxRole peer) {
    this.peer = peer;
  }

  /** Whether the id has the peer's parity. */
  boolean isValid(int streamId) {
    return peer.opens(streamId);
  }

  /** Takes a valid id. Returns false if it was taken before or is too far below the highest. */
  boolean take(int streamId) {
    long number = (Integer.toUnsignedLong(streamId) - peer.firstStreamId()) / 2;
    if (number > highest) {
      forgetBetween(highest, number);
      highest = number;
    } else if (highest - number >= REORDERING) {
      return false;
    }
    int word = (int) (number / Long.SIZE % WORDS);
    long bit = 1L << (int) (number % Long.SIZE);
    boolean fresh = (used[word] & bit) == 0;
    used[word] |= bit;
    return fresh;
  }

  /** Clears the ring's bits for the ids above the old highest. */
  private void forgetBetween(long oldHighest, long newHighest) {
    long from = Math.max(oldHighest + 1, newHighest - REORDERING + 1);
    for (long number = from; number <= newHighest; number++) {
      used[(int) (number / Long.SIZE % WORDS)] &= ~(1L << (int) (number % Long.SIZE));
    }
  }
}
