package dev.portolan.app.model;

import java.time.Instant;

/** Whether a device is at its edge, apart from how our own connection there is doing. */
public sealed interface DevicePresence {
  /** Nobody has told, or whoever told does not answer now. */
  DevicePresence UNKNOWN = new Unknown();

  /** It is there. */
  DevicePresence ONLINE = new Online();

  /** Nobody has told. */
  record Unknown() implements DevicePresence {}

  /** It is there. */
  record Online() implements DevicePresence {}

  /**
   * It is not there.
   *
   * @param since when that was noticed here
   */
  record Offline(Instant since) implements DevicePresence {}
}
