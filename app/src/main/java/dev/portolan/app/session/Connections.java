package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;

/** The window's interface to device connections. FX thread only. */
public interface Connections {
  /** Keeps a device connected until it is released, even without tunnels and shells. */
  Hold hold(DeviceItem device);

  /** Retries a lost connection at once. */
  void retryNow(DeviceItem device);

  /** Refreshes what costs traffic to know, because somebody looks at a device. */
  void lookAt(DeviceItem device);

  /** A reason to stay connected. */
  @FunctionalInterface
  interface Hold {
    /** Releases it. Idempotent. */
    void release();
  }
}
