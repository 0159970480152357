package dev.portolan.platform;

import java.util.List;

/**
 * The devices that a query found, in the server's order, each once.
 *
 * @param devices the devices
 * @param unreadable how many more the server listed without a valid id
 * @param extent whether there may be more
 */
public record Inventory(List<PlatformDevice> devices, int unreadable, Extent extent) {
  /** How much of what the server has was read. */
  public enum Extent {
    /** All of it. */
    ALL,
    /** As much as {@link PlatformLimits#devices()} allows. */
    CUT
  }

  /** Keeps a copy of the list. */
  public Inventory {
    devices = List.copyOf(devices);
  }
}
