package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Window sizing on simulated connections with a simulated clock. */
class WindowSizerTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final int FIRST = 256 * KIB;
  private static final int LARGEST = 4 * MIB;
  private static final SmuxConfig CONFIG =
      SmuxConfig.defaults().withStreamWindow(FIRST, LARGEST).withSharedWindowBytes(FIRST / 2);

  @Test
  void growsUntilTheBandwidthIsUsed() {
    Line line = new Line(micros(40_000), 50e6);
    double withoutSizing = new Line(micros(40_000), 50e6).fixed().bytesPerSecond();
    assertThat(line.bytesPerSecond()).isGreaterThan(0.9 * 50e6);
    assertThat(line.window()).isBetween(2 * MIB, LARGEST);
    assertThat(withoutSizing).isLessThan(10e6);
  }

  @Test
  void growsWhereUpdatesAreRareAndFramesDoNotDivideTheWindow() {
    SmuxConfig rare = SmuxConfig.defaults().withLowLatencyWindowBytes(512 * KIB);
    for (int frame : new int[] {3000, 10_000, 32 * KIB}) {
      for (int millis : new int[] {2, 10, 40, 80}) {
        Line line = new Line(micros(millis * 1000L), 50e6, rare, frame);
        assertThat(line.bytesPerSecond())
            .as("frames of %d bytes, %d ms", frame, millis)
            .isGreaterThan(0.8 * 50e6);
      }
    }
  }

  @Test
  void goesNoFurtherThanAllowed() {
    Line line = new Line(micros(100_000), 500e6);
    assertThat(line.bytesPerSecond()).isGreaterThan(0.9 * LARGEST / 0.1);
    assertThat(line.window()).isEqualTo(LARGEST);
  }

  @Test
  void staysSmallWhereTheInitialWindowIsEnough() {
    Line slow = new Line(micros(40_000), 2e6);
    assertThat(slow.bytesPerSecond()).isGreaterThan(0.9 * 2e6);
    assertThat(slow.window()).isLessThanOrEqualTo(2 * FIRST);

    Line near = new Line(micros(200), 500e6);
    assertThat(near.bytesPerSecond()).isGreaterThan(0.9 * 500e6);
    assertThat(near.window()).isLessThanOrEqualTo(2 * FIRST);
  }

  @Test
  void aSlowReaderGetsNoLargeWindow() {
    Line line = new Line(micros(40_000), 500e6).readAt(2e6);
    line.bytesPerSecond();
    assertThat(line.window()).isEqualTo(FIRST);
  }

  @Test
  void aBurstFromTheSocketIsNotMistakenForThroughput() {
    RoundTrip roundTrip = new RoundTrip();
    WindowSizer sizer = new WindowSizer(roundTrip, CONFIG);
    sizer.probe(0, 0);
    sizer.received(1, micros(300));
    long now = micros(10_000);
    sizer.next(1, now, false);
    int consumed = 1;
    for (int i = 0; i < 16; i++) { // 1 MiB arrives at once after a pause of 10 ms
      now = micros(20_000 + 30L * i);
      sizer.probe(consumed, now - micros(300));
      consumed += 64 * KIB;
      sizer.received(consumed, now);
      assertThat(sizer.next(consumed, now, false)).isEqualTo(FIRST);
    }
    assertThat(sizer.next(consumed, micros(40_000), false)).isEqualTo(FIRST);
  }

  @Test
  void aWindowThatDidNotHaveToGrowShrinksForInteractiveStreams() {
    WindowSizer sizer = new WindowSizer(new RoundTrip(), CONFIG);
    assertThat(sizer.next(1, micros(1), true)).isEqualTo(FIRST / 2);
    assertThat(sizer.next(2, micros(2), false)).isEqualTo(FIRST);

    Line line = new Line(micros(40_000), 50e6);
    line.bytesPerSecond();
    assertThat(line.sizer.next(1, line.now, true)).isEqualTo(line.sizer.next(1, line.now, false));
  }

  @Test
  void atLowLatencyTheWindowIsTenMillisecondsOfThroughput() {
    SmuxConfig config = CONFIG.withLowLatencyWindowBytes(MIB);
    assertThat(windowAt(config, 10e6)).as("10 MB/s").isEqualTo(FIRST);
    assertThat(windowAt(config, 50e6)).as("50 MB/s").isBetween(490_000, 510_000);
    assertThat(windowAt(config, 500e6)).as("500 MB/s").isEqualTo(MIB);
    assertThat(windowAt(CONFIG, 500e6)).as("not towards such a peer").isEqualTo(FIRST);
  }

  /** The window for a stream whose peer was never blocked by it. */
  private static int windowAt(SmuxConfig config, double bytesPerSecond) {
    RoundTrip roundTrip = new RoundTrip();
    roundTrip.sample(micros(200));
    WindowSizer sizer = new WindowSizer(roundTrip, config);
    sizer.next(0, 0, false);
    int window = sizer.next((int) (bytesPerSecond / 40), micros(25_000), false);
    assertThat(sizer.next(0, micros(25_001), true)).as("in company").isEqualTo(FIRST / 2);
    return window;
  }

  @Test
  void aSpeedIsTakenOverTwentyMillisecondsAtLeast() {
    SmuxConfig config = CONFIG.withLowLatencyWindowBytes(MIB);
    assertThat(windowAfter(config, micros(200), micros(20_000) - 1)).isEqualTo(FIRST);
    assertThat(windowAfter(config, micros(200), micros(20_000))).isGreaterThan(FIRST);
    assertThat(windowAfter(config, micros(30_000), micros(30_000) - 1))
        .as("a round trip that takes longer")
        .isEqualTo(FIRST);
    assertThat(windowAfter(config, micros(30_000), micros(30_000))).isGreaterThan(FIRST);
  }

  /** What is granted after a measure of that length, in which 1 MiB was read. */
  private static int windowAfter(SmuxConfig config, long roundTripNanos, long nanos) {
    RoundTrip roundTrip = new RoundTrip();
    roundTrip.sample(roundTripNanos);
    WindowSizer sizer = new WindowSizer(roundTrip, config);
    sizer.next(0, 0, false);
    return sizer.next(MIB, nanos, false);
  }

  @Test
  void aLineIsLongFromAMillisecondOn() {
    RoundTrip roundTrip = new RoundTrip();
    assertThat(roundTrip.isHighLatency()).as("not known").isFalse();
    roundTrip.sample(micros(1000) + 1);
    assertThat(roundTrip.isHighLatency()).isTrue();
    roundTrip.sample(micros(1000));
    assertThat(roundTrip.isHighLatency()).isTrue();
    roundTrip.sample(micros(1000) - 1);
    assertThat(roundTrip.isHighLatency()).isFalse();
    roundTrip.sample(0);
    assertThat(roundTrip.nanos()).as("never nothing").isEqualTo(1);
  }

  @Test
  void anEchoWithinTwoRoundTripsShowsThatThePeerWaited() {
    assertThat(windowAfterEcho(2 * micros(40_000))).isGreaterThan(FIRST);
    assertThat(windowAfterEcho(2 * micros(40_000) + 2)).isEqualTo(FIRST);
  }

  /** What is granted on a line of 40 ms, and 50 MB/s, when the echo of an update took so long. */
  private static int windowAfterEcho(long echo) {
    RoundTrip roundTrip = new RoundTrip();
    roundTrip.sample(micros(40_000));
    WindowSizer sizer = new WindowSizer(roundTrip, CONFIG);
    sizer.next(0, 0, false);
    sizer.probe(0, 0);
    assertThat(sizer.isProbing()).isTrue();
    sizer.received(1, echo);
    assertThat(sizer.isProbing()).isFalse();
    return sizer.next((int) (50e6 * 0.1), micros(100_000), false);
  }

  @Test
  void theFirstMeasureBeginsWithTheFirstUpdate() {
    RoundTrip roundTrip = new RoundTrip();
    roundTrip.sample(micros(200));
    WindowSizer sizer = new WindowSizer(roundTrip, CONFIG.withLowLatencyWindowBytes(MIB));
    int before = 100 * MIB;
    assertThat(sizer.next(before, micros(1_000_000), false)).isEqualTo(FIRST);
    assertThat(sizer.next(before + KIB, micros(1_100_000), false))
        .as("10 KB/s, whatever was before")
        .isEqualTo(FIRST);
  }

  @Test
  void theShortestRoundTripCounts() {
    RoundTrip roundTrip = new RoundTrip();
    assertThat(roundTrip.nanos()).isEqualTo(Long.MAX_VALUE);
    roundTrip.sample(900);
    roundTrip.sample(100);
    roundTrip.sample(500);
    assertThat(roundTrip.nanos()).isEqualTo(100);
  }

  private static long micros(long micros) {
    return TimeUnit.MICROSECONDS.toNanos(micros);
  }

  /** A simulated bulk sender, connection and reader. */
  private static final class Line {
    private record Event(long at, int sequence, Runnable action) {}

    private final PriorityQueue<Event> events =
        new PriorityQueue<>(
            (a, b) ->
                a.at != b.at ? Long.compare(a.at, b.at) : Integer.compare(a.sequence, b.sequence));
    private final long roundTrip;
    private final double bytesPerNano;
    private final int frame;
    private final SendWindow sending = new SendWindow();
    private final RoundTrip measured = new RoundTrip();
    private final ReceiveWindow receiving;
    private WindowSizer sizer;
    private double readBytesPerNano = Double.MAX_VALUE;
    private long now;
    private long lineFree;
    private long readerFree;
    private int sequence;
    private long consumed;

    Line(long roundTrip, double bytesPerSecond) {
      this(roundTrip, bytesPerSecond, CONFIG, 32 * KIB);
    }

    Line(long roundTrip, double bytesPerSecond, SmuxConfig config, int frame) {
      this.roundTrip = roundTrip;
      this.bytesPerNano = bytesPerSecond / 1e9;
      this.frame = frame;
      receiving = new ReceiveWindow(config);
      sizer = new WindowSizer(measured, config);
    }

    Line fixed() {
      sizer = new WindowSizer(measured, CONFIG.withStreamWindow(FIRST, FIRST));
      return this;
    }

    Line readAt(double bytesPerSecond) {
      readBytesPerNano = bytesPerSecond / 1e9;
      return this;
    }

    int window() {
      return receiving.window();
    }

    /** Simulates three seconds. Returns the throughput of the last two. */
    double bytesPerSecond() {
      sizer.probe(0, now);
      at(roundTrip / 2, this::send);
      runUntil(TimeUnit.SECONDS.toNanos(1));
      long before = consumed;
      runUntil(TimeUnit.SECONDS.toNanos(3));
      return (consumed - before) / 2.0;
    }

    private void runUntil(long end) {
      while (!events.isEmpty() && events.element().at <= end) {
        Event event = events.remove();
        now = event.at;
        event.action.run();
      }
      now = end;
    }

    private void at(long time, Runnable action) {
      events.add(new Event(time, sequence++, action));
    }

    private void send() {
      while (sending.available() > 0) {
        int bytes = Math.min(frame, sending.available());
        sending.sent(bytes);
        lineFree = Math.max(now, lineFree) + (long) (bytes / bytesPerNano);
        at(lineFree + roundTrip / 2, () -> arrive(bytes));
      }
    }

    private void arrive(int bytes) {
      assertThat(receiving.receive(bytes)).isTrue();
      sizer.received(receiving.received(), now);
      readerFree = Math.max(now, readerFree) + (long) (bytes / readBytesPerNano);
      at(readerFree, () -> read(bytes));
    }

    private void read(int bytes) {
      consumed += bytes;
      if (receiving.consume(bytes)) {
        int window = sizer.next(receiving.consumed(), now, false);
        sizer.probe(receiving.limit(), now);
        receiving.announce(window, measured.isHighLatency());
        int total = receiving.consumed();
        at(now + roundTrip / 2, () -> update(total, window));
      }
    }

    private void update(int total, int window) {
      try {
        sending.update(total, window);
      } catch (SmuxException e) {
        throw new AssertionError(e);
      }
      send();
    }
  }
}
