package dev.portolan.platform;

import java.time.Duration;

/**
 * How long a call may take, and how much it may bring.
 *
 * @param connect for the connection with its TLS handshake
 * @param answer for the whole call, from the request to the last byte of the answer
 * @param pageSize devices that are asked for at once, at most 1,000
 * @param devices devices that an inventory may have; more are left out
 */
public record PlatformLimits(Duration connect, Duration answer, int pageSize, int devices) {
  /** Bytes of an answer. */
  static final int MAX_BODY = 4 * 1024 * 1024;

  private static final int MAX_PAGE_SIZE = 1_000;

  /** What the console uses. */
  public static final PlatformLimits DEFAULT =
      new PlatformLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 200, 100_000);

  /** Validates that each is positive. */
  public PlatformLimits {
    if (!connect.isPositive() || !answer.isPositive() || devices < 1) {
      throw new IllegalArgumentException("a limit must be positive");
    }
    if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException("a page has from 1 to " + MAX_PAGE_SIZE + " devices");
    }
  }
}
