package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * Notices when a stream that says little, a shell for example, has the line together with others,
 * so that those may leave it room.
 */
final class LineShare {
  /** As long as somebody may pause at a keyboard. */
  static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The stream of the last bytes; 0, an id that peers do not hand out, for none. */
  private int latest;

  /** The light stream that was noticed last; 0 for none. */
  private int sharedWith;

  private long sharedAt;

  /** Whether bytes for this stream are a change from the last ones. */
  boolean isChange(int streamId) {
    return streamId != latest;
  }

  /**
   * Bytes came for another stream than the last ones.
   *
   * @param light whether the stream received little of late
   */
  void changed(int streamId, boolean light, long now) {
    if (light && latest != 0) {
      sharedWith = streamId;
      sharedAt = now;
    }
    latest = streamId;
  }

  /**
   * A stream turns out to say much. At its first bytes it looked light, as every new download does.
   */
  void busy(int streamId) {
    if (sharedWith == streamId) {
      sharedWith = 0;
    }
  }

  /** Whether a light stream was among several of late. */
  boolean isShared(long now) {
    return sharedWith != 0 && now - sharedAt < REMEMBERED_NANOS;
  }
}
