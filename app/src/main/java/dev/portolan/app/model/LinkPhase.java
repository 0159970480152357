package dev.portolan.app.model;

/** What the connection to a device is doing. */
public enum LinkPhase {
  /** Nobody needs it. */
  IDLE,
  /** Being made. */
  CONNECTING,
  /** Data flows. */
  UP,
  /** Connected, but nothing comes from the edge any more. */
  STALE,
  /** The edge is there, the device is not. It is back by itself when the device is. */
  DEVICE_AWAY,
  /** Lost, and being made again. */
  RETRYING,
  /** The edge wants another token. */
  NEEDS_LOGIN,
  /** It needs a person. */
  FAILED
}
