package dev.portolan.app.model;

/** State of the connection to a device. */
public enum LinkPhase {
  /** Not needed. */
  IDLE,
  /** Connecting. */
  CONNECTING,
  /** Connected. */
  UP,
  /** Connected, but the edge has stopped responding. */
  STALE,
  /** The edge is reachable, the device is offline. Reconnects when the device is back. */
  DEVICE_AWAY,
  /** Lost; reconnecting. */
  RETRYING,
  /** The edge rejected the token. */
  NEEDS_LOGIN,
  /** Failed; needs the user's attention. */
  FAILED
}
