package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * Detects an interactive stream, such as a shell, among bulk streams, so that those can shrink
 * their receive windows.
 */
final class InteractiveDetector {
  /** How long a stream counts as interactive after its last bytes: a typist's pause. */
  static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The stream that received last. 0, which is no stream's id, for none. */
  private int lastStream;

  /** The latest interactive stream, 0 for none. */
  private int interactiveStream;

  private long interactiveAt;

  /** Whether the previous bytes were for another stream. */
  boolean isOtherStream(int streamId) {
    return streamId != lastStream;
  }

  /**
   * Records that bytes arrived for another stream than the previous ones.
   *
   * @param interactive whether the stream received little recently
   */
  void switchedTo(int streamId, boolean interactive, long now) {
    if (interactive && lastStream != 0) {
      interactiveStream = streamId;
      interactiveAt = now;
    }
    lastStream = streamId;
  }

  /** Records that a stream is a bulk one. Every new download looks interactive at first. */
  void bulk(int streamId) {
    if (interactiveStream == streamId) {
      interactiveStream = 0;
    }
  }

  /** Whether an interactive stream was active recently. */
  boolean isInteractive(long now) {
    return interactiveStream != 0 && now - interactiveAt < HOLD_NANOS;
  }
}
