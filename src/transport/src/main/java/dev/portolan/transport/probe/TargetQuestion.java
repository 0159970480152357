package dev.portolan.transport.probe;

/** How a target is asked what it is. */
public enum TargetQuestion {
  /** By listening only: for services that speak first, or that must not be sent anything odd. */
  LISTEN,
  /** By listening for a moment, then by a request for the page {@code /}. */
  HTTP,
  /** By a TLS handshake. */
  TLS
}
