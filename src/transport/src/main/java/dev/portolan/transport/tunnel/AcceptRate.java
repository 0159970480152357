package dev.portolan.transport.tunnel;

import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/** A token bucket that holds the tokens of one second. On one event loop only. */
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

  /** Takes a token. Call only while {@link #nanosToNext()} is 0. */
  void take() {
    fill();
    tokens--;
  }

  /** Returns a token. */
  void giveBack() {
    tokens = Math.min(most, tokens + 1);
  }

  /** Time until the next token is available, 0 if one is. */
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
