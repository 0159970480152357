package dev.portolan.app.model;

/** State of a tunnel. */
public enum TunnelPhase {
  /** Switched off. */
  OFF,
  /** Switched on, but the device is offline. Starts when the device is back. */
  WAITING_FOR_DEVICE,
  /** Starting. */
  CONNECTING,
  /** Listening without connections. */
  LISTENING,
  /** Listening with open connections. */
  IN_USE,
  /** Listening; the last connection failed at the remote end. */
  DEGRADED,
  /** The edge has stopped responding. Open connections continue when it responds again. */
  STALE,
  /** The link is lost; reconnecting. The local port stays bound. */
  RETRYING,
  /** The edge rejected the token; waiting for another one. */
  NEEDS_LOGIN,
  /** The local port is in use. Starts when it is free. */
  PORT_BUSY,
  /** Failed; needs the user's attention. */
  FAILED
}
