package dev.portolan.device;

/** Reloads the device's configuration at the edge's request. */
@FunctionalInterface
public interface Reload {

  /**
   * Called on a worker thread, never concurrently. May block.
   *
   * @throws Exception if the configuration cannot be read; it is logged and otherwise ignored
   */
  void reload() throws Exception;
}
