package dev.portolan.smux;

/**
 * Remembers which stream ids the peer has used, so that none is used twice. Ids may come out of
 * order, because a peer can number a stream before it sends its first frame; one that is far behind
 * the highest counts as used.
 */
final class PeerStreamIds {
  /** How many ids below the highest may still come. */
  static final int REORDERING = 4096;

  private static final int WORDS = REORDERING / Long.SIZE;

  private final SmuxRole peer;
  private final long[] used = new long[WORDS];
  private long highest = -1;

  PeerStreamIds(SmuxRole peer) {
    this.peer = peer;
  }

  /** Whether the peer may use this id at all. */
  boolean isValid(int streamId) {
    return peer.opens(streamId);
  }

  /** Takes a valid id; false if it was taken before or is too far behind. */
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

  /** Clears the places in the ring that now stand for the ids above the old highest. */
  private void forgetBetween(long oldHighest, long newHighest) {
    long from = Math.max(oldHighest + 1, newHighest - REORDERING + 1);
    for (long number = from; number <= newHighest; number++) {
      used[(int) (number / Long.SIZE % WORDS)] &= ~(1L << (int) (number % Long.SIZE));
    }
  }
}
