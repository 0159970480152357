package dev.portolan.transport.session;

import dev.portolan.smux.SmuxConfig;

/** What a session is set to according to who the peer is. */
public final class PeerSettings {
  /** A third of what others get: our sender is quick enough to fill the line with it. */
  private static final int SHARED_WINDOW_BYTES = 32 * 1024;

  /**
   * Four times the first window. Each update is a system call and a wake-up for both ends, and no
   * peer counts what we have not acknowledged: ours do not, and others only know windows.
   */
  private static final int QUICK_WINDOW_BYTES = 512 * 1024;

  private PeerSettings() {}

  /**
   * The settings for one peer.
   *
   * @param ours whether the peer announced itself by {@link
   *     dev.portolan.transport.message.HalfCloseOffer#HEADER}: it heeds a stop, and goes on reading
   *     its connection whatever waits in one stream, so that its windows are bound enough
   */
  public static SmuxConfig of(SmuxConfig config, boolean ours) {
    SmuxConfig rareUpdates =
        config.withLowLatencyWindowBytes(
            Math.clamp(
                QUICK_WINDOW_BYTES, config.lowLatencyWindowBytes(), config.maxStreamWindowBytes()));
    return ours
        ? rareUpdates
            .withPeerSupportsReset(true)
            .withStalledBytesCap(Integer.MAX_VALUE)
            .withSharedWindowBytes(Math.min(SHARED_WINDOW_BYTES, config.sharedWindowBytes()))
        : rareUpdates.withPeerSupportsReset(false);
  }
}
