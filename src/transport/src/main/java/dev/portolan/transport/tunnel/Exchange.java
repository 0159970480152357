package dev.portolan.transport.tunnel;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.function.Function;

/**
 * The latest traffic between a program and its UDP service. It decides which flow is evicted when
 * there are too many: one that got its reply before one that still waits for it.
 *
 * <p>On one event loop only.
 */
final class Exchange {
  /** Idle time after a reply after which an exchange is finished. */
  static final Duration IDLE_AFTER_REPLY = Duration.ofMillis(100);

  /** Idle time after a request after which no reply is expected any more. */
  static final Duration IDLE_AFTER_REQUEST = Duration.ofSeconds(60);

  private enum Sender {
    PROGRAM,
    SERVICE
  }

  private final Ticker ticker;
  private Sender last = Sender.PROGRAM;
  private long since;
  private long requests;
  private long replies;

  /** Starts idle, as if a request had just been sent. */
  Exchange(Ticker ticker) {
    this.ticker = ticker;
    this.since = ticker.nanoTime();
  }

  void sentByProgram() {
    last = Sender.PROGRAM;
    requests++;
    since = ticker.nanoTime();
  }

  void sentByService() {
    last = Sender.SERVICE;
    replies++;
    since = ticker.nanoTime();
  }

  /** Time since the last datagram in either direction. */
  long idleNanos() {
    return ticker.nanoTime() - since;
  }

  private boolean isFinished() {
    return switch (last) {
      case PROGRAM -> idleNanos() >= IDLE_AFTER_REQUEST.toNanos();
      case SERVICE -> (requests == 1 && replies == 1) || idleNanos() >= IDLE_AFTER_REPLY.toNanos();
    };
  }

  /**
   * The candidate to evict: the one idle longest among the finished exchanges, or among all if none
   * is finished.
   *
   * @param all at least one
   */
  static <T> T evictionCandidate(Collection<T> all, Function<T, Exchange> exchange) {
    return Collections.max(
        all,
        Comparator.comparing((T one) -> exchange.apply(one).isFinished())
            .thenComparingLong(one -> exchange.apply(one).idleNanos()));
  }
}
