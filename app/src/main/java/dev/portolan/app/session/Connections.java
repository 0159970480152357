package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TunnelItem;
import java.util.concurrent.CompletionStage;

/** The window's interface to device connections. FX thread only. */
public interface Connections {
  /** Keeps a device connected until it is released, even without tunnels and shells. */
  Hold hold(DeviceItem device);

  /** Retries a lost connection at once. */
  void retryNow(DeviceItem device);

  /**
   * Asks the service of a TCP tunnel what it is, whether the tunnel is on or not.
   *
   * @return completes on the FX thread with a sentence to show, also if nothing answers
   */
  CompletionStage<String> test(TunnelItem tunnel);

  /** Refreshes what costs traffic to know, because somebody looks at a device. */
  void lookAt(DeviceItem device);

  /** A reason to stay connected. */
  @FunctionalInterface
  interface Hold {
    /** Releases it. Idempotent. */
    void release();
  }
}
