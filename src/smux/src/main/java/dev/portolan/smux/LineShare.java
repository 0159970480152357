package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * Notices when more than one stream of a session receives, so that each of them may leave room on
 * the line for the others.
 */
final class LineShare {
  /** As long as somebody may pause at a keyboard. */
  private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(1);

  private int latest;
  private boolean shared;
  private long sharedAt;

  /** Whether bytes for this stream are a change from the last ones. */
  boolean isChange(int streamId) {
    return streamId != latest;
  }

  /** Bytes came for another stream than the last ones. */
  void changed(int streamId, long now) {
    shared |= latest != 0;
    sharedAt = now;
    latest = streamId;
  }

  /** Whether several streams have received of late. */
  boolean isShared(long now) {
    return shared && now - sharedAt < REMEMBERED;
  }
}
