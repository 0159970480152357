package dev.portolan.transport.tunnel;

import java.time.Duration;

/**
 * The limits of one tunnel.
 *
 * @param connections TCP connections whose program may still send, or UDP clients
 * @param acceptsPerSecond TCP connections accepted per second, not counting those granted by the
 *     device; so only failing connections are throttled
 * @param openTimeout how long a connection waits for its stream, including the time without a link
 */
public record TunnelLimits(int connections, int acceptsPerSecond, Duration openTimeout) {
  /** Validates that all are positive. */
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
