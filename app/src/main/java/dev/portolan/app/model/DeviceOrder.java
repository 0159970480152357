package dev.portolan.app.model;

/** The order of devices in the sidebar. */
public enum DeviceOrder {
  /** As they were added. */
  LISTED,
  /** By name, numbers by their value. */
  NAME,
  /** Connected ones first, then those that are online, unknown and offline. */
  STATE
}
