package dev.portolan.transport.dial;

/** The steps from an address to a session, in their order. */
public enum ConnectStep {
  /** From the host's name, or the proxy's, to addresses. */
  RESOLVE,
  /** A TCP connection to the first address that answers, and through the proxy if there is one. */
  CONNECT,
  /** The TLS handshake, and who vouches for the edge. */
  TLS,
  /** The HTTP request that turns the connection into a session. */
  UPGRADE
}
