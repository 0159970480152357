package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a stream. Buffers data until it is read, delivers it, and sends window
 * updates for what was delivered.
 */
final class StreamInput {
  /**
   * Most bytes delivered between two {@code channelReadComplete}, so that handlers flush in time.
   */
  private static final int BURST_BYTES = 128 * 1024;

  /** Data is sliced, not copied, if it is at least this fraction of the buffer. */
  private static final int SLICE_FRACTION = 8;

  private final SmuxStreamChannel channel;
  private final SmuxSessionHandler session;
  private final MemoryShare share;
  private final @Nullable ReceiveWindow window;
  private final WindowSizer sizer;
  private final InboundQueue queue = new InboundQueue();
  private int granted;
  private boolean bulk;
  private long bulkSince;

  private boolean wanted; // read() was called and nothing delivered since
  private boolean reading; // data was delivered, so channelReadComplete is due
  private int burstLeft;
  private boolean delivering;
  private boolean last; // no more data can arrive: deliver the queue, then close
  private volatile boolean discarding;
  private volatile FlowState state = FlowState.OPEN;

  /**
   * @param share accounts for unread bytes
   */
  StreamInput(SmuxStreamChannel channel, SmuxSessionHandler session, MemoryShare share) {
    SmuxConfig config = session.config();
    this.channel = channel;
    this.session = session;
    this.share = share;
    this.window = config.version() == 1 ? null : new ReceiveWindow(config);
    this.sizer = new WindowSizer(session.roundTrip(), config);
  }

  /** {@code null} in version 1, which has no windows. */
  @Nullable ReceiveWindow window() {
    return window;
  }

  /** The SYN is being sent, so the peer may send from now on. */
  void opened() {
    sizer.probe(0, session.now());
  }

  /** Whether the peer has ended or reset its direction. */
  boolean isPeerDone() {
    return state != FlowState.OPEN;
  }

  /** The state of this direction, final once the handlers were notified. Any thread. */
  FlowState state() {
    return state;
  }

  /** Whether received data is discarded. Any thread. */
  boolean isDiscarding() {
    return discarding;
  }

  /** Bytes buffered until they are read. */
  int waiting() {
    return queue.bytes();
  }

  /** Takes data from the connection. Returns false if it exceeds the window. */
  boolean receive(ByteBuf in, int length) {
    if (window != null) {
      if (!window.receive(length)) {
        in.skipBytes(length);
        return false;
      }
      if (sizer.isProbing()) {
        sizer.received(window.received(), session.now());
      }
      InteractiveDetector detector = session.interactiveDetector();
      if (detector.isOtherStream(channel.streamId())) {
        long now = session.now();
        detector.switchedTo(channel.streamId(), !isBulkAt(now), now);
      }
    }
    if (discarding) {
      in.skipBytes(length);
      consumed(length);
    } else if (!delivering && queue.isEmpty() && mayDeliver()) {
      delivering = true;
      deliver(take(in, length));
      delivering = false;
      drain();
    } else {
      queue.add(in, length, channel.alloc());
      session.budget().buffer(length);
      share.take(length);
    }
    return true;
  }

  /**
   * A slice of the connection's buffer, or a copy if it is so small that keeping the whole buffer
   * alive for it would be a waste.
   */
  private ByteBuf take(ByteBuf in, int length) {
    if (length >= in.capacity() / SLICE_FRACTION) {
      return in.readRetainedSlice(length);
    }
    ByteBuf copy = channel.alloc().directBuffer(length, length);
    in.readBytes(copy, length);
    return copy;
  }

  /** Handles the peer's FIN. */
  void endByPeer() {
    state = state.after(FlowState.Event.END);
    drain();
  }

  void beginRead() {
    wanted = true;
    drain();
  }

  /** Delivers nothing more until the next {@link #beginRead}, because auto-read was turned off. */
  void stopReading() {
    wanted = false;
    burstLeft = 0;
  }

  /** Discards buffered and future data, as if it had been read. */
  void discard() {
    discarding = true;
    int dropped = clear();
    if (dropped > 0) {
      consumed(dropped);
    }
    drain();
  }

  /**
   * Delivers buffered data regardless of pending reads, then closes the stream. The direction ends
   * as reset unless the peer's FIN came before.
   */
  void abort() {
    state = state.after(FlowState.Event.RESET);
    last = true;
    drain();
  }

  /** Fires {@code channelReadComplete}. */
  void completeRead() {
    endBurst();
    drain();
  }

  /** Releases everything, because the stream closes. */
  void close() {
    state = state.after(FlowState.Event.STOP_SENDING);
    reading = false;
    clear();
    session.budget().giveBack(granted);
    granted = 0;
  }

  /** Whether a window update was due recently: the mark of a bulk stream. */
  boolean isBulk() {
    return isBulkAt(session.now());
  }

  private boolean isBulkAt(long now) {
    return bulk && now - bulkSince <= InteractiveDetector.HOLD_NANOS;
  }

  private int clear() {
    int dropped = queue.bytes();
    queue.clear();
    release(dropped);
    return dropped;
  }

  private void release(int bytes) {
    session.budget().release(bytes);
    share.release(bytes);
    session.released(share);
  }

  private boolean mayDeliver() {
    return last || (reading ? burstLeft > 0 : wanted);
  }

  /** Delivers buffered data as far as reads are pending. */
  private void drain() {
    if (delivering) {
      return; // a caller further up the stack does it
    }
    delivering = true;
    while (channel.isOpen() && mayDeliver()) {
      ByteBuf bytes = queue.poll();
      if (bytes == null) {
        break;
      }
      release(bytes.readableBytes());
      deliver(bytes);
    }
    delivering = false;
    if (last) {
      endBurst();
    }
    if (state == FlowState.ENDING
        && queue.isEmpty()
        && (wanted || discarding || last)
        && channel.isOpen()) {
      state = state.after(FlowState.Event.DELIVERED);
      channel.inputEnded();
    }
    if (last) {
      channel.inputDelivered();
    }
  }

  private void endBurst() {
    if (reading) {
      reading = false;
      channel.pipeline().fireChannelReadComplete();
    }
  }

  private void deliver(ByteBuf bytes) {
    if (!reading) {
      reading = true;
      wanted = false;
      burstLeft = BURST_BYTES;
      session.completeReadLater(channel, !isBulk());
    }
    int length = bytes.readableBytes();
    burstLeft -= length;
    consumed(length);
    channel.pipeline().fireChannelRead(bytes);
    if (burstLeft <= 0) {
      endBurst();
    }
  }

  private void consumed(int bytes) {
    if (window != null && window.consume(bytes) && !isPeerDone() && session.isOpen()) {
      long now = session.now();
      InteractiveDetector detector = session.interactiveDetector();
      detector.bulk(channel.streamId());
      int target = sizer.next(window.consumed(), now, detector.isInteractive(now));
      sizer.probe(window.limit(), now);
      granted = session.budget().grant(granted, target, share.left());
      bulk = true;
      bulkSince = now;
      window.announce(granted, session.roundTrip().isHighLatency());
      session.sender().windowUpdate(channel.streamId(), window.consumed(), granted);
    }
  }
}
