package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * Finds the smallest receive window with which one stream uses the full bandwidth. A larger window
 * only adds to the queue that other streams wait behind.
 *
 * <p>Each window update measures the round trip: its echo is the first byte that the peer could not
 * have sent without the update. If the echo arrives within about one round trip, the peer was
 * blocked by the window, which may then grow to twice the bytes that the reader consumes per round
 * trip.
 *
 * <p>At low latency the window may be larger to make updates rare, each of which costs both ends a
 * TLS record and a wake-up.
 */
final class WindowSizer {
  /**
   * The minimum time over which throughput is measured, because bytes queued in a socket arrive all
   * at once.
   */
  private static final long MIN_SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The most queueing time that a low-latency window may add for other streams. */
  private static final long LOW_LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final RoundTrip roundTrip;
  private final int initial;
  private final int sharedWindow;
  private final int lowLatencyMax;
  private final int largest;
  private int target;
  private int lowLatencyTarget;

  private boolean probing;
  private int probeLimit;
  private long probeSentAt;

  private boolean measuring;
  private long measuredFrom;
  private int consumedThen;
  private boolean peerWaited;

  WindowSizer(RoundTrip roundTrip, SmuxConfig config) {
    this.roundTrip = roundTrip;
    initial = config.streamWindowBytes();
    sharedWindow = config.sharedWindowBytes();
    lowLatencyMax = config.lowLatencyWindowBytes();
    largest = config.maxStreamWindowBytes();
    target = initial;
  }

  /** Whether an echo is awaited, so that {@link #received} must be called. */
  boolean isProbing() {
    return probing;
  }

  /** Starts a measurement: a frame was sent that lets the peer send beyond {@code limit}. */
  void probe(int limit, long now) {
    if (!probing) {
      probing = true;
      probeLimit = limit;
      probeSentAt = now;
    }
  }

  /** Records the total bytes received on the stream. */
  void received(int total, long now) {
    if (probing && total - probeLimit > 0) {
      probing = false;
      long sample = now - probeSentAt;
      roundTrip.sample(sample);
      peerWaited |= sample / 2 <= roundTrip.nanos();
    }
  }

  /**
   * The window to announce now.
   *
   * @param consumed total bytes consumed by the reader
   * @param shared whether an interactive stream is active; a window that did not have to grow is
   *     then reduced, so that the interactive stream queues behind less data
   */
  int next(int consumed, long now, boolean shared) {
    long elapsed = now - measuredFrom;
    if (!measuring) {
      measuring = true;
      startMeasuring(consumed, now);
    } else if (elapsed >= MIN_SAMPLE_NANOS && elapsed >= roundTrip.nanos()) {
      double perNano = (double) (consumed - consumedThen) / elapsed;
      lowLatencyTarget = (int) Math.min(lowLatencyMax, perNano * LOW_LATENCY_NANOS);
      if (peerWaited) {
        target = (int) Math.min(largest, Math.max(target, 2 * perNano * roundTrip.nanos()));
      }
      startMeasuring(consumed, now);
    }
    return shared && target == initial ? sharedWindow : Math.max(target, lowLatencyTarget);
  }

  private void startMeasuring(int consumed, long now) {
    measuredFrom = now;
    consumedThen = consumed;
    peerWaited = false;
  }
}
