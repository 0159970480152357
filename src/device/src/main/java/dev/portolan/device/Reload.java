package dev.portolan.device;

/** Re-reads the device's configuration when the edge asks for it. */
@FunctionalInterface
public interface Reload {

  /**
   * Called on a worker thread, never twice at the same time; may block.
   *
   * @throws Exception when the configuration cannot be read; it is logged, and the device goes on
   */
  void reload() throws Exception;
}
