package dev.portolan.device;

import java.time.Duration;

/** How a device stands with its edge. */
public sealed interface DeviceState {

  /** Not started, or closed. */
  record Stopped() implements DeviceState {}

  /** On its way to the edge. */
  record Connecting() implements DeviceState {}

  /** Connected and routed: clients reach it. */
  record Ready() implements DeviceState {}

  /**
   * Not connected; it tries again by itself.
   *
   * @param cause why the last connection failed or ended
   * @param delay how long after this state began it tries again
   */
  record Waiting(Throwable cause, Duration delay) implements DeviceState {}
}
