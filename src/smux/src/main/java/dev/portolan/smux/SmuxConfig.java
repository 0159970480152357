package dev.portolan.smux;

import java.time.Duration;

/**
 * The settings of a session. Nothing here is negotiated on the wire but {@code version}, which must
 * be the peer's.
 *
 * @param version protocol version, 1 (no stream windows) or 2
 * @param keepAliveInterval how often a keep-alive frame is sent
 * @param keepAliveTimeout silence of the peer after which it is taken for dead; longer than its own
 *     keep-alive interval
 * @param maxFrameBytes most payload bytes in one frame that we send, 1 to 65,535
 * @param receiveBudgetBytes bound on received bytes that wait to be read, over all streams
 * @param streamWindowBytes receive window that a stream starts with
 * @param quickWindowBytes receive window that a stream may get on a quick line, so that updates are
 *     rare: no more than comes within 10 ms. Above {@code streamWindowBytes} it is for peers only
 *     that put no cap on what may lie unread in us
 * @param maxStreamWindowBytes receive window that a stream may grow to on a long line
 * @param sharedWindowBytes receive window of a stream that did not have to grow while another one
 *     that says little is in use: so much at most stands in its way
 * @param maxStreams most streams open at once, ours and the peer's together
 * @param maxPendingStreams most streams opened by the peer that we have not answered yet
 * @param stalledBytesCap most bytes in flight beyond the first 64 KiB of each stream, over all
 *     streams: so much at most can sit unread in a peer that stops reading everything
 * @param writeStallTimeout how long the connection may take no byte before it is given up
 * @param peerHeedsStop whether the peer knows that a window of 0 behind a FIN means: send nothing
 *     more, and that an update whose window none can be breaks its stream off. One that does not is
 *     to be told nothing but the FIN, or its writer waits for ever
 */
public record SmuxConfig(
    int version,
    Duration keepAliveInterval,
    Duration keepAliveTimeout,
    int maxFrameBytes,
    long receiveBudgetBytes,
    int streamWindowBytes,
    int quickWindowBytes,
    int maxStreamWindowBytes,
    int sharedWindowBytes,
    int maxStreams,
    int maxPendingStreams,
    long stalledBytesCap,
    Duration writeStallTimeout,
    boolean peerHeedsStop) {

  private static final SmuxConfig DEFAULTS =
      new SmuxConfig(
          2,
          Duration.ofSeconds(15),
          Duration.ofSeconds(100),
          32 * 1024,
          64L * 1024 * 1024,
          128 * 1024,
          128 * 1024,
          4 * 1024 * 1024,
          88 * 1024,
          1024,
          128,
          2560L * 1024,
          Duration.ofSeconds(10),
          false);

  public SmuxConfig {
    require(version == 1 || version == 2, "version must be 1 or 2");
    require(isPositive(keepAliveInterval), "keep-alive interval must be positive");
    require(
        keepAliveTimeout.compareTo(keepAliveInterval) >= 0,
        "keep-alive timeout must not be shorter than the interval");
    require(
        maxFrameBytes > 0 && maxFrameBytes <= SmuxFrame.MAX_PAYLOAD_BYTES,
        "frame size must be 1 to 65535 bytes");
    require(
        streamWindowBytes >= ReceiveBudget.SMALLEST_WINDOW,
        "stream window must be at least 16 KiB");
    require(
        maxStreamWindowBytes >= streamWindowBytes,
        "largest stream window must not be below the first one");
    require(
        quickWindowBytes >= streamWindowBytes && quickWindowBytes <= maxStreamWindowBytes,
        "quick window must be between the first one and the largest");
    require(
        sharedWindowBytes >= ReceiveBudget.SMALLEST_WINDOW
            && sharedWindowBytes <= streamWindowBytes,
        "shared window must be at least 16 KiB, and not above the first one");
    require(
        receiveBudgetBytes >= maxStreamWindowBytes,
        "receive budget must hold the largest stream window");
    require(maxStreams > 0, "stream limit must be positive");
    require(maxPendingStreams > 0, "pending stream limit must be positive");
    require(stalledBytesCap >= 0, "stalled bytes cap must not be negative");
    require(isPositive(writeStallTimeout), "write stall timeout must be positive");
  }

  /** Version 2 with limits that suit a desktop, a device and an edge alike. */
  public static SmuxConfig defaults() {
    return DEFAULTS;
  }

  public SmuxConfig withVersion(int value) {
    Draft draft = new Draft(this);
    draft.version = value;
    return draft.config();
  }

  public SmuxConfig withKeepAlive(Duration interval, Duration timeout) {
    Draft draft = new Draft(this);
    draft.keepAliveInterval = interval;
    draft.keepAliveTimeout = timeout;
    return draft.config();
  }

  public SmuxConfig withMaxFrameBytes(int value) {
    Draft draft = new Draft(this);
    draft.maxFrameBytes = value;
    return draft.config();
  }

  public SmuxConfig withReceiveBudgetBytes(long value) {
    Draft draft = new Draft(this);
    draft.receiveBudgetBytes = value;
    return draft.config();
  }

  public SmuxConfig withStreamWindow(int firstBytes, int largestBytes) {
    Draft draft = new Draft(this);
    draft.streamWindowBytes = firstBytes;
    draft.quickWindowBytes = Math.min(Math.max(quickWindowBytes, firstBytes), largestBytes);
    draft.maxStreamWindowBytes = largestBytes;
    draft.sharedWindowBytes = Math.min(sharedWindowBytes, firstBytes);
    return draft.config();
  }

  public SmuxConfig withQuickWindowBytes(int value) {
    Draft draft = new Draft(this);
    draft.quickWindowBytes = value;
    return draft.config();
  }

  public SmuxConfig withSharedWindowBytes(int value) {
    Draft draft = new Draft(this);
    draft.sharedWindowBytes = value;
    return draft.config();
  }

  public SmuxConfig withMaxStreams(int open, int pending) {
    Draft draft = new Draft(this);
    draft.maxStreams = open;
    draft.maxPendingStreams = pending;
    return draft.config();
  }

  public SmuxConfig withStalledBytesCap(long value) {
    Draft draft = new Draft(this);
    draft.stalledBytesCap = value;
    return draft.config();
  }

  public SmuxConfig withWriteStallTimeout(Duration value) {
    Draft draft = new Draft(this);
    draft.writeStallTimeout = value;
    return draft.config();
  }

  public SmuxConfig withPeerHeedsStop(boolean value) {
    Draft draft = new Draft(this);
    draft.peerHeedsStop = value;
    return draft.config();
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The settings while one of them is being changed. */
  private static final class Draft {
    int version;
    Duration keepAliveInterval;
    Duration keepAliveTimeout;
    int maxFrameBytes;
    long receiveBudgetBytes;
    int streamWindowBytes;
    int quickWindowBytes;
    int maxStreamWindowBytes;
    int sharedWindowBytes;
    int maxStreams;
    int maxPendingStreams;
    long stalledBytesCap;
    Duration writeStallTimeout;
    boolean peerHeedsStop;

    Draft(SmuxConfig config) {
      version = config.version;
      keepAliveInterval = config.keepAliveInterval;
      keepAliveTimeout = config.keepAliveTimeout;
      maxFrameBytes = config.maxFrameBytes;
      receiveBudgetBytes = config.receiveBudgetBytes;
      streamWindowBytes = config.streamWindowBytes;
      quickWindowBytes = config.quickWindowBytes;
      maxStreamWindowBytes = config.maxStreamWindowBytes;
      sharedWindowBytes = config.sharedWindowBytes;
      maxStreams = config.maxStreams;
      maxPendingStreams = config.maxPendingStreams;
      stalledBytesCap = config.stalledBytesCap;
      writeStallTimeout = config.writeStallTimeout;
      peerHeedsStop = config.peerHeedsStop;
    }

    SmuxConfig config() {
      return new SmuxConfig(
          version,
          keepAliveInterval,
          keepAliveTimeout,
          maxFrameBytes,
          receiveBudgetBytes,
          streamWindowBytes,
          quickWindowBytes,
          maxStreamWindowBytes,
          sharedWindowBytes,
          maxStreams,
          maxPendingStreams,
          stalledBytesCap,
          writeStallTimeout,
          peerHeedsStop);
    }
  }
}
