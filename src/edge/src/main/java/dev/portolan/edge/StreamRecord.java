package dev.portolan.edge;

import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.problem.StreamLog;
import dev.portolan.transport.relay.RelayMeter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The log line of a stream: client, device, target, duration, bytes.
 *
 * <p>"Up" is towards the device. Each counter has one writer. The line is written when the stream
 * has ended.
 */
final class StreamRecord implements RelayMeter {

  /** Client and device, as they begin a line. */
  private record Parties(String client, String device) {
    @Override
    public String toString() {
      return "client=" + RemoteText.field(client) + " device=" + device;
    }
  }

  private final StreamRequest request;
  private final StreamCounters counters;
  private final StreamLog log;
  private final long start = System.nanoTime();
  private final AtomicBoolean written = new AtomicBoolean();
  private volatile long up;
  private volatile long down;

  /**
   * @param counters count the bytes of all streams
   */
  StreamRecord(StreamRequest request, StreamCounters counters, StreamLog log) {
    this.request = request;
    this.counters = counters;
    this.log = log;
  }

  // each counter is written by one event loop, so the increment need not be atomic
  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void up(int bytes) {
    up += bytes;
    counters.toDevice(bytes);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void down(int bytes) {
    down += bytes;
    counters.fromDevice(bytes);
  }

  /** Whether the device has sent anything. */
  boolean isAnswered() {
    return down > 0;
  }

  /**
   * Writes the line, on the first call only.
   *
   * @param end how the stream ended, in one or a few words
   * @return whether it was the first
   */
  boolean ended(String end) {
    return write(end, null);
  }

  /** Writes the line of a stream that was refused. */
  void refused(String reason) {
    write("refused", reason);
  }

  private boolean write(String end, @Nullable String reason) {
    boolean first = written.compareAndSet(false, true);
    if (first) {
      Operation operation = request.operation();
      log.ended(
          new StreamLog.Entry(
              new Parties(request.client(), request.device()),
              operation.kind(),
              operation::target,
              System.nanoTime() - start,
              up,
              down,
              end,
              reason));
    }
    return first;
  }
}
