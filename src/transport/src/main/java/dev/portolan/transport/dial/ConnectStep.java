package dev.portolan.transport.dial;

/** The steps of connecting, in order. */
public enum ConnectStep {
  /** Resolving the name of the edge or proxy. */
  RESOLVE,
  /** Connecting by TCP to the first address that answers, then through a proxy if configured. */
  CONNECT,
  /** The TLS handshake with the verification of the edge's certificate. */
  TLS,
  /** The HTTP upgrade to a session. */
  UPGRADE
}
