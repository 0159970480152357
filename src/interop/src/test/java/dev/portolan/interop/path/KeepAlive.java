package dev.portolan.interop.path;

import java.time.Duration;

/** Keep-alive times short enough to matter within a test, long enough for a busy machine. */
final class KeepAlive {
  static final Duration INTERVAL = Duration.ofMillis(500);
  static final Duration TIMEOUT = Duration.ofSeconds(4);
  static final String INTERVAL_ARGUMENT = "--keepalive=" + INTERVAL.toMillis() + "ms";
  static final String TIMEOUT_ARGUMENT = "--keepalive-timeout=" + TIMEOUT.toMillis() + "ms";

  private KeepAlive() {}
}
