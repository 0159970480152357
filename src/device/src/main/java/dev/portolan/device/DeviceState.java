package dev.portolan.device;

import java.time.Duration;

/** The state of a device's connection to its edge. */
public sealed interface DeviceState {

  /** Not started, or closed. */
  record Stopped() implements DeviceState {}

  /** Connecting to the edge. */
  record Connecting() implements DeviceState {}

  /** Connected, so clients can reach it. */
  record Ready() implements DeviceState {}

  /**
   * Waiting to reconnect.
   *
   * @param cause why the last connection failed or ended
   * @param delay the time from the start of this state to the next attempt
   */
  record Waiting(Throwable cause, Duration delay) implements DeviceState {}
}
