package dev.portolan.app.model;

import java.time.Instant;

/** Whether a device is online at its edge, independent of our own connection to it. */
public sealed interface DevicePresence {
  /** Not known, or the source of the information does not respond. */
  DevicePresence UNKNOWN = new Unknown();

  /** The device is online. */
  DevicePresence ONLINE = new Online();

  /** Not known. */
  record Unknown() implements DevicePresence {}

  /** The device is online. */
  record Online() implements DevicePresence {}

  /**
   * The device is offline.
   *
   * @param since when, as noticed locally
   */
  record Offline(Instant since) implements DevicePresence {}
}
