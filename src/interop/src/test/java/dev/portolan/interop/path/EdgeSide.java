package dev.portolan.interop.path;

/** The edge of a path, ours or Go. */
interface EdgeSide extends AutoCloseable {
  /** Its port on 127.0.0.1. */
  int port();

  /** Waits until the device is connected, so that its clients are accepted. */
  void awaitDevice() throws Exception;

  /** Sends the device a GoAway. */
  void goAway() throws Exception;

  @Override
  void close();
}
