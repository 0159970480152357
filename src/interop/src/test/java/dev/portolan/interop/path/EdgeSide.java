package dev.portolan.interop.path;

/** The edge of a path, ours or a peer. */
interface EdgeSide extends AutoCloseable {
  /** Its port on 127.0.0.1. */
  int port();

  /** Waits until the device has connected (again), so that clients of it are let in. */
  void awaitDevice() throws Exception;

  /** Sends the device GoAway, and stays. */
  void goAway() throws Exception;

  @Override
  void close();
}
