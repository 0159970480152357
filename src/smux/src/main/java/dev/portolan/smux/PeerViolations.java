package dev.portolan.smux;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/** Counts protocol violations that are tolerated up to a limit, beyond which the session ends. */
final class PeerViolations {
  private static final int MAX_UNWANTED_STREAMS = 8;
  private static final int MAX_OVERRUNS = 3;

  private final Ticker ticker;
  private final EventRate strays = new EventRate(1000, Duration.ofSeconds(10));
  private int unwantedStreams;
  private int overruns;

  PeerViolations(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A frame without meaning: for an unknown stream, or a data frame without payload. */
  void stray() throws SmuxException {
    if (strays.exceededBy(ticker.nanoTime())) {
      throw new SmuxException("The peer sent too many frames that mean nothing.");
    }
  }

  /** A stream opened to an end that accepts none. */
  void unwantedStream() throws SmuxException {
    if (++unwantedStreams > MAX_UNWANTED_STREAMS) {
      throw new SmuxException("The peer keeps opening streams that nobody accepts.");
    }
  }

  /** Far more data than the stream's window allows. */
  void overrun() throws SmuxException {
    if (++overruns >= MAX_OVERRUNS) {
      throw new SmuxException("The peer does not heed the windows of its streams.");
    }
  }
}
