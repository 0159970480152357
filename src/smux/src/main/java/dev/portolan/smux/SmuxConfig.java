package dev.portolan.smux;

import java.time.Duration;

/**
 * The settings of a session. Both ends must use the same {@code version}; the others are local.
 *
 * @param version protocol version: 1 (no flow control per stream) or 2
 * @param keepAliveInterval how often a keep-alive frame is sent
 * @param keepAliveTimeout silence after which the peer is considered dead; must exceed the peer's
 *     keep-alive interval
 * @param maxFrameBytes largest payload of a data frame that we send, 1 to 65,535 bytes
 * @param receiveBudgetBytes limit on received bytes not read yet, over all streams
 * @param streamWindowBytes initial receive window of a stream
 * @param lowLatencyWindowBytes largest receive window granted for throughput alone at low latency,
 *     which makes updates rare; limited to what arrives within 10 ms. A value above {@code
 *     streamWindowBytes} is only for peers that do not cap their bytes in flight
 * @param maxStreamWindowBytes receive window that a stream may grow to at high latency
 * @param sharedWindowBytes receive window of a bulk stream, unless it had to grow, while an
 *     interactive stream is in use; bounds the data that the interactive one queues behind
 * @param maxStreams most open streams, opened by either end
 * @param maxPendingStreams most streams opened by the peer and not answered yet
 * @param stalledBytesCap most bytes in flight beyond the first 64 KiB of each stream, over all
 *     streams; bounds what a peer that stops reading has to buffer
 * @param writeStallTimeout how long the connection may take no bytes before it is closed
 * @param peerSupportsReset whether the peer understands the two extensions: a window of 0 behind a
 *     FIN (STOP_SENDING), and a reset, which is an update with an impossible window. A peer that
 *     does not must only be sent the FIN, or its writer blocks forever
 */
public record SmuxConfig(
    int version,
    Duration keepAliveInterval,
    Duration keepAliveTimeout,
    int maxFrameBytes,
    long receiveBudgetBytes,
    int streamWindowBytes,
    int lowLatencyWindowBytes,
    int maxStreamWindowBytes,
    int sharedWindowBytes,
    int maxStreams,
    int maxPendingStreams,
    long stalledBytesCap,
    Duration writeStallTimeout,
    boolean peerSupportsReset) {

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
        streamWindowBytes >= ReceiveBudget.MIN_WINDOW_BYTES,
        "stream window must be at least 16 KiB");
    require(
        maxStreamWindowBytes >= streamWindowBytes,
        "largest stream window must not be below the first one");
    require(
        lowLatencyWindowBytes >= streamWindowBytes && lowLatencyWindowBytes <= maxStreamWindowBytes,
        "low-latency window must be between the first one and the largest");
    require(
        sharedWindowBytes >= ReceiveBudget.MIN_WINDOW_BYTES
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

  /** Version 2, with limits that suit a desktop, a device and an edge. */
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
    draft.lowLatencyWindowBytes =
        Math.min(Math.max(lowLatencyWindowBytes, firstBytes), largestBytes);
    draft.maxStreamWindowBytes = largestBytes;
    draft.sharedWindowBytes = Math.min(sharedWindowBytes, firstBytes);
    return draft.config();
  }

  public SmuxConfig withLowLatencyWindowBytes(int value) {
    Draft draft = new Draft(this);
    draft.lowLatencyWindowBytes = value;
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

  public SmuxConfig withPeerSupportsReset(boolean value) {
    Draft draft = new Draft(this);
    draft.peerSupportsReset = value;
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

  /** A mutable copy for the {@code with…} methods. */
  private static final class Draft {
    int version;
    Duration keepAliveInterval;
    Duration keepAliveTimeout;
    int maxFrameBytes;
    long receiveBudgetBytes;
    int streamWindowBytes;
    int lowLatencyWindowBytes;
    int maxStreamWindowBytes;
    int sharedWindowBytes;
    int maxStreams;
    int maxPendingStreams;
    long stalledBytesCap;
    Duration writeStallTimeout;
    boolean peerSupportsReset;

    Draft(SmuxConfig config) {
      version = config.version;
      keepAliveInterval = config.keepAliveInterval;
      keepAliveTimeout = config.keepAliveTimeout;
      maxFrameBytes = config.maxFrameBytes;
      receiveBudgetBytes = config.receiveBudgetBytes;
      streamWindowBytes = config.streamWindowBytes;
      lowLatencyWindowBytes = config.lowLatencyWindowBytes;
      maxStreamWindowBytes = config.maxStreamWindowBytes;
      sharedWindowBytes = config.sharedWindowBytes;
      maxStreams = config.maxStreams;
      maxPendingStreams = config.maxPendingStreams;
      stalledBytesCap = config.stalledBytesCap;
      writeStallTimeout = config.writeStallTimeout;
      peerSupportsReset = config.peerSupportsReset;
    }

    SmuxConfig config() {
      return new SmuxConfig(
          version,
          keepAliveInterval,
          keepAliveTimeout,
          maxFrameBytes,
          receiveBudgetBytes,
          streamWindowBytes,
          lowLatencyWindowBytes,
          maxStreamWindowBytes,
          sharedWindowBytes,
          maxStreams,
          maxPendingStreams,
          stalledBytesCap,
          writeStallTimeout,
          peerSupportsReset);
    }
  }
}
