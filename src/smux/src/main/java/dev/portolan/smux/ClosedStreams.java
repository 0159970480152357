package dev.portolan.smux;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recently closed streams. Frames for them may still be in flight, so the peer is not at fault for
 * sending them. A peer that cannot be told to stop sending gets some more window, so that its
 * writer can finish instead of blocking forever.
 */
final class ClosedStreams {
  /** Most streams that are remembered. The oldest is forgotten first. */
  static final int REMEMBERED = 8192;

  private static final int DRAIN_BYTES = 8 * 1024 * 1024;
  private static final long DRAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final FrameSender sender;
  private final Map<Integer, ClosedStream> streams = new LinkedHashMap<>();

  ClosedStreams(FrameSender sender) {
    this.sender = sender;
  }

  /**
   * Adds a stream that was just closed.
   *
   * @param input its receive window, {@code null} in version 1
   * @param peerEnded whether the peer's FIN was received already
   * @param drain whether the peer is granted more window for data that it still sends
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

  /** Handles the peer's FIN. Returns false for an unknown stream or a second FIN. */
  boolean end(int streamId) {
    ClosedStream stream = streams.get(streamId);
    if (stream == null || stream.peerEnded) {
      return false;
    }
    end(stream);
    return true;
  }

  /**
   * Counts data that the caller discards. Returns false if the peer violates the protocol with it.
   */
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

  /** Handles a window update. Returns false for an unknown stream. */
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

  /** The number of streams remembered. */
  int count() {
    return streams.size();
  }

  void clear() {
    streams.clear();
  }

  /** Stops counting the bytes in flight: the peer has ended the stream, or we forget it. */
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
