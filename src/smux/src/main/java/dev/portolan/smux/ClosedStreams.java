package dev.portolan.smux;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams that we closed of late. The protocol cannot make the peer stop: frames for them keep
 * coming for a while, and are no fault of the peer's. One that is still sending is granted window a
 * little longer, so that a writer that does not heed our FIN can finish instead of hanging for
 * ever.
 */
final class ClosedStreams {
  /** How many are remembered; the oldest is forgotten first. */
  static final int REMEMBERED = 8192;

  private static final int DRAIN_BYTES = 8 * 1024 * 1024;
  private static final long DRAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final FrameSender sender;
  private final Map<Integer, ClosedStream> streams = new LinkedHashMap<>();

  ClosedStreams(FrameSender sender) {
    this.sender = sender;
  }

  /**
   * Remembers a stream.
   *
   * @param input its receive window; {@code null} in version 1
   * @param peerEnded whether the peer's FIN came already
   * @param drain whether the peer is granted more for what it still sends
   */
  void add(
      int streamId,
      SendWindow output,
      @Nullable ReceiveWindow input,
      boolean peerEnded,
      boolean drain,
      long now) {
    ClosedStream stream = new ClosedStream(output, input, drain ? now + DRAIN_NANOS : now);
    streams.put(streamId, stream);
    if (peerEnded) {
      end(stream);
    }
    if (streams.size() > REMEMBERED) {
      var oldest = streams.values().iterator();
      ClosedStream forgotten = oldest.next();
      oldest.remove();
      end(forgotten);
    }
  }

  /** Takes the peer's FIN; false if it is for no stream we know, or not the first. */
  boolean end(int streamId) {
    ClosedStream stream = streams.get(streamId);
    if (stream == null || stream.peerEnded) {
      return false;
    }
    end(stream);
    return true;
  }

  /** Counts data, which the caller drops; false if an honest peer could not have sent it. */
  boolean data(int streamId, int length, long now) {
    ClosedStream stream = streams.get(streamId);
    if (stream == null || stream.peerEnded) {
      return false;
    }
    ReceiveWindow input = stream.input;
    if (input == null) {
      return true;
    }
    if (!input.receive(length)) {
      return false;
    }
    stream.drained += length;
    boolean due = input.consume(length);
    if (due && stream.drained <= DRAIN_BYTES && now - stream.drainUntil < 0) {
      input.renew();
      sender.windowUpdate(streamId, input.consumed(), input.window());
    }
    return true;
  }

  /** Takes the peer's report of what it read; false if it is for no stream we know. */
  boolean windowUpdate(int streamId, int consumed, int window) throws SmuxException {
    ClosedStream stream = streams.get(streamId);
    if (stream == null) {
      return false;
    }
    int stalled = stream.stalled();
    stream.output.update(consumed, window);
    settle(stalled, stream.stalled());
    return true;
  }

  /** How many are remembered. */
  int count() {
    return streams.size();
  }

  void clear() {
    streams.clear();
  }

  /** What the peer has not read by its own end, or by the time we forget, no longer counts. */
  private void end(ClosedStream stream) {
    int stalled = stream.stalled();
    stream.peerEnded = true;
    settle(stalled, 0);
  }

  private void settle(int before, int after) {
    if (after < before) {
      sender.stallCap().change(before, after);
      sender.retryCapped();
    }
  }

  private static final class ClosedStream {
    final SendWindow output;
    final @Nullable ReceiveWindow input;
    final long drainUntil;
    long drained;
    boolean peerEnded;

    ClosedStream(SendWindow output, @Nullable ReceiveWindow input, long drainUntil) {
      this.output = output;
      this.input = input;
      this.drainUntil = drainUntil;
    }

    int stalled() {
      return peerEnded ? 0 : output.stalled();
    }
  }
}
