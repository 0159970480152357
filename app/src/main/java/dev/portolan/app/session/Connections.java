package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;

/** The connections to devices, as the window asks for them; FX thread only. */
public interface Connections {
  /** Keeps a device connected, also while no tunnel and no shell needs it, until it is released. */
  Hold hold(DeviceItem device);

  /** Tries at once to connect a device whose connection is lost. */
  void retryNow(DeviceItem device);

  /** A reason to stay connected. */
  @FunctionalInterface
  interface Hold {
    /** Ends it; a second call does nothing. */
    void release();
  }
}
