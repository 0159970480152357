package dev.portolan.smux;

/** Which end of the connection a session is. It determines the parity of its stream ids. */
public enum SmuxRole {
  /** The end that dialled: it opens streams 3, 5, 7, … */
  CLIENT(3),
  /** The end that was dialled: it opens streams 2, 4, 6, … */
  SERVER(2);

  private final int firstStreamId;

  SmuxRole(int firstStreamId) {
    this.firstStreamId = firstStreamId;
  }

  /** The id of the first stream that this end opens; each later one is two higher. */
  int firstStreamId() {
    return firstStreamId;
  }

  /** The other end. */
  SmuxRole peer() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  /** Whether a stream of this id (unsigned) can have been opened by this end. */
  boolean opens(int streamId) {
    return (streamId & 1) == (firstStreamId & 1)
        && Integer.compareUnsigned(streamId, firstStreamId) >= 0;
  }
}
