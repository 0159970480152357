package dev.portolan.transport.dial;

/** Receives the progress of a connection attempt. Called on any thread; must not block. */
public interface ConnectListener {
  /** Ignores all events. */
  ConnectListener NONE = new ConnectListener() {};

  /** A step has started. */
  default void started(ConnectStep step) {}

  /**
   * A step has succeeded. Failures are reported by the future only.
   *
   * @param detail details for display: address, TLS version with issuer and expiry, or status
   */
  default void finished(ConnectStep step, String detail) {}
}
