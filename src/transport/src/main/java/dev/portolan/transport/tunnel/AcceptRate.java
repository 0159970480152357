package dev.portolan.transport.tunnel;

import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/** Lets so many through in a second, and as many at once. On one event loop only. */
final class AcceptRate {
  private final long nanosPerToken;
  private final int most;
  private final Ticker ticker;
  private double tokens;
  private long filledAt;

  AcceptRate(int perSecond, Ticker ticker) {
    this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.most = perSecond;
    this.ticker = ticker;
    this.tokens = perSecond;
    this.filledAt = ticker.nanoTime();
  }

  /** Lets one through; not to be called while {@link #nanosToNext()} is above 0. */
  void take() {
    fill();
    tokens--;
  }

  /** What was taken does not count any more. */
  void giveBack() {
    tokens = Math.min(most, tokens + 1);
  }

  /** How long until the next may pass; 0 if now. */
  long nanosToNext() {
    fill();
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * nanosPerToken);
  }

  private void fill() {
    long now = ticker.nanoTime();
    tokens = Math.min(most, tokens + (double) (now - filledAt) / nanosPerToken);
    filledAt = now;
  }
}
