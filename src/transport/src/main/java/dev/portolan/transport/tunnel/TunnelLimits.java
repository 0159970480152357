package dev.portolan.transport.tunnel;

import java.time.Duration;

/**
 * What one tunnel takes at most.
 *
 * @param connections TCP connections whose program may still send, or UDP clients
 * @param acceptsPerSecond TCP connections taken in a second whose streams the device has not
 *     granted yet; one that is granted does not count any more, so that only connections in vain
 *     are slowed down
 * @param openTimeout how long a connection waits for its stream, and for the link if it is down
 */
public record TunnelLimits(int connections, int acceptsPerSecond, Duration openTimeout) {
  /** Checks that each lets something through. */
  public TunnelLimits {
    if (connections < 1 || acceptsPerSecond < 1 || openTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("a tunnel's limits must let something through");
    }
  }

  /** 256 connections, 64 a second, 15 seconds. */
  public static TunnelLimits standard() {
    return new TunnelLimits(256, 64, Duration.ofSeconds(15));
  }
}
