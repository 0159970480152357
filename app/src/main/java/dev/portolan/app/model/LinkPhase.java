package dev.portolan.app.model;

/** What the connection to a device is doing. */
public enum LinkPhase {
  /** Nobody needs it. */
  IDLE,
  /** Being made. */
  CONNECTING,
  /** Data flows. */
  UP,
  /** The edge is there, the device is not. Looked for again and again. */
  DEVICE_AWAY,
  /** Lost, and being made again. */
  RETRYING,
  /** The edge wants another token. */
  NEEDS_LOGIN,
  /** It needs a person. */
  FAILED
}
