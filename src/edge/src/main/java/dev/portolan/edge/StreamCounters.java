package dev.portolan.edge;

import dev.portolan.edge.metrics.MetricsSource;
import dev.portolan.edge.metrics.MetricsText;
import dev.portolan.edge.metrics.Tally;
import dev.portolan.transport.access.Operation;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts the clients' streams by their kinds. For any thread; counting does not wait. */
final class StreamCounters implements MetricsSource {

  /** Why a stream was not joined with one of a device. */
  enum Refusal {
    /** What was asked for cannot be understood, or is not for devices. */
    MALFORMED,
    RULES,
    /** The device is not connected. */
    ABSENT,
    /** The client has as many streams as it may have. */
    LIMIT,
    /** The client has given up too many streams. */
    CONDUCT,
    /** The device did not take the stream. */
    DEVICE;

    private final String label = name().toLowerCase(Locale.ROOT);
  }

  private static final String KIND = "kind";
  private static final String REASON = "reason";

  /** The kind of what has no word of its own: the number of its message is the client's choice. */
  static final String OTHER = "other";

  private final Tally open =
      new Tally("portolan_streams_open", "Streams of clients to devices.", KIND);
  private final Tally opened =
      new Tally(
          "portolan_streams_opened_total", "Streams that were joined with one of a device.", KIND);
  private final Tally refused =
      new Tally(
          "portolan_streams_refused_total",
          "Streams that were refused before a device heard of them.",
          KIND,
          REASON);
  private final Tally failed =
      new Tally(
          "portolan_streams_failed_total",
          "Opened streams that broke off, by the words of the log.",
          KIND,
          REASON);
  private final Tally bytes =
      new Tally("portolan_stream_bytes_total", "Bytes of clients' streams.", "direction");
  private final LongAdder toDevices = bytes.of("to_device");
  private final LongAdder fromDevices = bytes.of("from_device");

  static String kind(Operation operation) {
    return operation instanceof Operation.Other ? OTHER : operation.kind();
  }

  /** A stream is joined with one of a device. */
  void opened(String kind) {
    opened.count(kind);
    open.count(kind);
  }

  /** It is not any more. */
  void closed(String kind) {
    open.of(kind).decrement();
  }

  void refused(String kind, Refusal reason) {
    refused.count(kind, reason.label);
  }

  /**
   * A stream broke off.
   *
   * @param end one of the few texts of {@link EndWords}
   */
  void failed(String kind, String end) {
    failed.count(kind, end);
  }

  void toDevice(int count) {
    toDevices.add(count);
  }

  void fromDevice(int count) {
    fromDevices.add(count);
  }

  @Override
  public void describe(MetricsText text) {
    text.gauge(open);
    text.counter(opened);
    text.counter(refused);
    text.counter(failed);
    text.counter(bytes);
  }
}
