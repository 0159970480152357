package dev.portolan.interop.path;

/** The device of a path, ours or Go. */
interface DeviceSide extends AutoCloseable {
  /** Waits for a refusal by the edge and returns its status. */
  int awaitRefusal() throws Exception;

  /** Waits until it has followed a GoAway and is connected again. */
  void awaitReturn() throws Exception;

  /** Waits for a Reload. */
  void awaitReload() throws Exception;

  /** Whether its error texts are Go's. */
  boolean speaksGo();

  @Override
  void close();
}
