package dev.portolan.app.model;

/** What a tunnel is doing. */
public enum TunnelPhase {
  /** Defined, not wanted. */
  OFF,
  /** Wanted; the device is not at the edge. It starts by itself when the device comes. */
  WAITING_FOR_DEVICE,
  /** Being opened. */
  CONNECTING,
  /** The local port is open, the session is up, nobody is connected. */
  LISTENING,
  /** Connections are open. */
  IN_USE,
  /** The last connection failed at the far end. */
  DEGRADED,
  /** Nothing comes from the edge any more; what is open goes on when it answers. */
  STALE,
  /** The link is lost; the local port stays open. */
  RETRYING,
  /** The edge wants another token; nothing is tried until there is one. */
  NEEDS_LOGIN,
  /** The local port is taken; it starts by itself when the port is free. */
  PORT_BUSY,
  /** It needs a person. */
  FAILED
}
