package dev.portolan.smux;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/** Counts what an honest peer does rarely or never, and ends the session with one that does not. */
final class PeerConduct {
  private static final int MAX_UNWANTED_STREAMS = 8;
  private static final int MAX_OVERRUNS = 3;

  private final Ticker ticker;
  private final EventRate strays = new EventRate(1000, Duration.ofSeconds(10));
  private int unwantedStreams;
  private int overruns;

  PeerConduct(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A frame that means nothing: for a stream that there is not, or data without data. */
  void stray() throws SmuxException {
    if (strays.exceededBy(ticker.nanoTime())) {
      throw new SmuxException("The peer sent too many frames that mean nothing.");
    }
  }

  /** A stream opened towards an end that accepts none. */
  void unwantedStream() throws SmuxException {
    if (++unwantedStreams > MAX_UNWANTED_STREAMS) {
      throw new SmuxException("The peer keeps opening streams that nobody accepts.");
    }
  }

  /** A stream on which the peer sent far more than its window. */
  void overrun() throws SmuxException {
    if (++overruns >= MAX_OVERRUNS) {
      throw new SmuxException("The peer does not heed the windows of its streams.");
    }
  }
}
