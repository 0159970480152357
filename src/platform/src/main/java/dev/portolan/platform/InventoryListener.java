package dev.portolan.platform;

import java.util.List;

/** Hears of an inventory while it is being read, on a thread that must not be blocked. */
@FunctionalInterface
public interface InventoryListener {
  /**
   * A page has come.
   *
   * @param devices those that earlier pages did not have
   * @param read how many there are so far
   * @param expected how many the server says there are, at least {@code read}
   */
  void page(List<PlatformDevice> devices, int read, int expected);
}
