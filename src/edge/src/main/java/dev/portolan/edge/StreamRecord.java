package dev.portolan.edge;

import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.relay.RelayMeter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log line of a stream: client, device, target, duration, bytes.
 *
 * <p>"Up" is towards the device. Each counter has one writer. The line is written when the stream
 * has ended.
 */
final class StreamRecord implements RelayMeter {

  private static final Logger LOG = LoggerFactory.getLogger("dev.portolan.edge.streams");

  private final StreamRequest request;
  private final long start = System.nanoTime();
  private final AtomicBoolean written = new AtomicBoolean();
  private volatile long up;
  private volatile long down;

  StreamRecord(StreamRequest request) {
    this.request = request;
  }

  // each counter is written by one event loop, so the increment need not be atomic
  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void up(int bytes) {
    up += bytes;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void down(int bytes) {
    down += bytes;
  }

  /** Whether the device has sent anything. */
  boolean isAnswered() {
    return down > 0;
  }

  /**
   * Writes the line, on the first call only.
   *
   * @param end how the stream ended, in one or a few words
   */
  void ended(String end) {
    if (written.compareAndSet(false, true)) {
      LOG.info(
          "client={} device={} type={} target={} seconds={} up={} down={} end={}",
          RemoteText.field(request.client()),
          request.device(),
          request.operation().kind(),
          target(),
          String.format(Locale.ROOT, "%.3f", (System.nanoTime() - start) / 1e9),
          up,
          down,
          RemoteText.field(end));
    }
  }

  private String target() {
    String target = request.operation().target();
    return target.isEmpty() ? "-" : RemoteText.field(target);
  }
}
