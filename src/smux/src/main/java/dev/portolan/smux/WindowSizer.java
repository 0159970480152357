package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * Finds the receive window with which one stream fills its line, and no larger one, because what a
 * window lets under way beyond that only stands in the way of other streams.
 *
 * <p>A window update makes its own echo: the first byte that the peer could not have sent before it
 * got the update. If that comes within about a round trip, the peer was waiting for the update, and
 * the window may grow to twice the bytes that the reader takes within one round trip.
 *
 * <p>On a quick line it may also be larger for the sake of fewer updates, each of which costs both
 * ends a record and a wake-up.
 */
final class WindowSizer {
  /** Speed is taken over this time at least: bytes that waited in a socket come all at once. */
  private static final long SHORTEST_MEASURE = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * What a window beyond the first may let pile up in front of others, where no line asks for it.
   */
  private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(10);

  private final RoundTrip roundTrip;
  private final int first;
  private final int inCompany;
  private final int quickest;
  private final int largest;
  private int target;
  private int quick;

  private boolean probing;
  private int probeEdge;
  private long probeSentAt;

  private boolean measuring;
  private long measuredFrom;
  private int consumedThen;
  private boolean peerWaited;

  WindowSizer(RoundTrip roundTrip, SmuxConfig config) {
    this.roundTrip = roundTrip;
    first = config.streamWindowBytes();
    inCompany = config.sharedWindowBytes();
    quickest = config.quickWindowBytes();
    largest = config.maxStreamWindowBytes();
    target = first;
  }

  /** Whether the next bytes may be an echo, so that {@link #received} wants to know of them. */
  boolean isProbing() {
    return probing;
  }

  /** Something left that lets the peer send beyond {@code edge}: an update, or the stream's SYN. */
  void probe(int edge, long now) {
    if (!probing) {
      probing = true;
      probeEdge = edge;
      probeSentAt = now;
    }
  }

  /** Tells how much the stream has received in total. */
  void received(int total, long now) {
    if (probing && total - probeEdge > 0) {
      probing = false;
      long sample = now - probeSentAt;
      roundTrip.sample(sample);
      peerWaited |= sample / 2 <= roundTrip.nanos();
    }
  }

  /**
   * The window to announce now.
   *
   * @param consumed how much the stream's reader took in total
   * @param shared whether a stream that says little wants the line, too: then one that has not had
   *     to grow is cut, and what the others have to say waits behind so much less
   */
  int next(int consumed, long now, boolean shared) {
    long elapsed = now - measuredFrom;
    if (!measuring) {
      measuring = true;
      startMeasuring(consumed, now);
    } else if (elapsed >= SHORTEST_MEASURE && elapsed >= roundTrip.nanos()) {
      double perNano = (double) (consumed - consumedThen) / elapsed;
      quick = (int) Math.min(quickest, perNano * QUICK);
      if (peerWaited) {
        target = (int) Math.min(largest, Math.max(target, 2 * perNano * roundTrip.nanos()));
      }
      startMeasuring(consumed, now);
    }
    return shared && target == first ? inCompany : Math.max(target, quick);
  }

  private void startMeasuring(int consumed, long now) {
    measuredFrom = now;
    consumedThen = consumed;
    peerWaited = false;
  }
}
