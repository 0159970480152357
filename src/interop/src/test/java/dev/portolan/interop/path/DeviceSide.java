package dev.portolan.interop.path;

/** The device of a path, ours or a peer. */
interface DeviceSide extends AutoCloseable {
  /** Waits until the edge has refused it, and returns the status. */
  int awaitRefusal() throws Exception;

  /** Waits until it has followed a GoAway and is connected again for good. */
  void awaitReturn() throws Exception;

  /** Waits for a Reload that it has been sent. */
  void awaitReload() throws Exception;

  /** Whether its words for a failure are those of Go. */
  boolean speaksGo();

  @Override
  void close();
}
