package dev.portolan.transport.dial;

/** Hears how far a connection has come. Called on any thread; must not block. */
public interface ConnectListener {
  /** Hears nothing. */
  ConnectListener NONE = new ConnectListener() {};

  /** A step begins. */
  default void started(ConnectStep step) {}

  /**
   * A step is done. One that fails is not told here but by the future.
   *
   * @param detail what a person wants to see of it: the address, the TLS protocol with issuer and
   *     expiry, the status
   */
  default void finished(ConnectStep step, String detail) {}
}
