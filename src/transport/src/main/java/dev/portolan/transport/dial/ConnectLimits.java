package dev.portolan.transport.dial;

import java.time.Duration;

/**
 * The time limits of a connection's steps.
 *
 * @param resolve name resolution
 * @param connect TCP connect, and again a proxy's answer
 * @param tls TLS handshake
 * @param answer the response to the upgrade
 * @param total all steps in total
 */
public record ConnectLimits(
    Duration resolve, Duration connect, Duration tls, Duration answer, Duration total) {

  /** The defaults. */
  static ConnectLimits standard() {
    return new ConnectLimits(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30));
  }
}
