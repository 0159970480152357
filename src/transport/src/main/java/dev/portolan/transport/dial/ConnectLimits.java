package dev.portolan.transport.dial;

import java.time.Duration;

/**
 * How long each step of a connection may take.
 *
 * @param resolve from a name to addresses
 * @param connect to a TCP connection, and again through a proxy
 * @param tls the handshake
 * @param answer the upgrade's answer
 * @param total all of it
 */
public record ConnectLimits(
    Duration resolve, Duration connect, Duration tls, Duration answer, Duration total) {

  /** What {@link SecureDial} usually goes by. */
  static ConnectLimits standard() {
    return new ConnectLimits(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30));
  }
}
