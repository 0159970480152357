package dev.portolan.transport.session;

import dev.portolan.smux.SmuxConfig;

/** The session settings by kind of peer. */
public final class PeerSettings {
  /** A third of the default: our sender is fast enough to use the full bandwidth with it. */
  private static final int SHARED_WINDOW_BYTES = 32 * 1024;

  /**
   * Four times the initial window, because each update costs both ends a system call and a wake-up.
   */
  private static final int LOW_LATENCY_WINDOW_BYTES = 512 * 1024;

  private PeerSettings() {}

  /**
   * The settings for a peer.
   *
   * @param ours whether the peer announced itself by {@link
   *     dev.portolan.transport.message.HalfCloseOffer#HEADER}: it supports STOP_SENDING and resets,
   *     and never stops reading its connection because of one stream, so that no stall cap is
   *     needed
   */
  public static SmuxConfig of(SmuxConfig config, boolean ours) {
    SmuxConfig rareUpdates =
        config.withLowLatencyWindowBytes(
            Math.clamp(
                LOW_LATENCY_WINDOW_BYTES,
                config.lowLatencyWindowBytes(),
                config.maxStreamWindowBytes()));
    return ours
        ? rareUpdates
            .withPeerSupportsReset(true)
            .withStalledBytesCap(Integer.MAX_VALUE)
            .withSharedWindowBytes(Math.min(SHARED_WINDOW_BYTES, config.sharedWindowBytes()))
        : rareUpdates.withPeerSupportsReset(false);
  }
}
