package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a stream: keeps what was not asked for yet, delivers what was, and grants
 * the peer more for what was delivered.
 */
final class StreamInput {
  /** Most bytes delivered before {@code channelReadComplete}, so that handlers flush in time. */
  private static final int BURST_BYTES = 128 * 1024;

  /** A slice is at least this part of the buffer that it keeps alive. */
  private static final int WORTH_A_SLICE = 8;

  private final SmuxStreamChannel channel;
  private final SmuxSessionHandler session;
  private final MemoryShare share;
  private final @Nullable ReceiveWindow window;
  private final WindowSizer sizer;
  private final InboundQueue queue = new InboundQueue();
  private int granted;
  private boolean busy;
  private long busyAt;

  private boolean wanted; // A read was asked for and nothing was delivered for it yet.
  private boolean reading; // Something was delivered; channelReadComplete is due.
  private int burstLeft;
  private boolean delivering;
  private boolean last; // What waits is all there will be, and then the stream closes.
  private volatile boolean discarding;
  private volatile FlowState state = FlowState.OPEN;

  /**
   * @param share holds what waits to be read
   */
  StreamInput(SmuxStreamChannel channel, SmuxSessionHandler session, MemoryShare share) {
    SmuxConfig config = session.config();
    this.channel = channel;
    this.session = session;
    this.share = share;
    this.window = config.version() == 1 ? null : new ReceiveWindow(config);
    this.sizer = new WindowSizer(session.roundTrip(), config);
  }

  /** Null in version 1, which has no windows. */
  @Nullable ReceiveWindow window() {
    return window;
  }

  /** The peer is being told of this stream; before that it cannot send anything. */
  void opened() {
    sizer.probe(0, session.now());
  }

  /** Whether the peer has ended or reset its direction: it will send no more. */
  boolean isPeerDone() {
    return state != FlowState.OPEN;
  }

  /** How far this direction is; it is over when the handlers know. Any thread. */
  FlowState state() {
    return state;
  }

  /** Whether what comes is dropped. Any thread. */
  boolean isDiscarding() {
    return discarding;
  }

  /** Bytes that wait to be asked for. */
  int waiting() {
    return queue.bytes();
  }

  /** Takes bytes from the connection; false if the peer was not allowed to send so many. */
  boolean receive(ByteBuf in, int length) {
    if (window != null) {
      if (!window.receive(length)) {
        in.skipBytes(length);
        return false;
      }
      if (sizer.isProbing()) {
        sizer.received(window.received(), session.now());
      }
      LineShare line = session.lineShare();
      if (line.isChange(channel.streamId())) {
        long now = session.now();
        line.changed(channel.streamId(), !isBusyAt(now), now);
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
   * A part of what the connection received. A few bytes are copied: whoever keeps a slice of them
   * keeps all of the connection's buffer.
   */
  private ByteBuf take(ByteBuf in, int length) {
    if (length >= in.capacity() / WORTH_A_SLICE) {
      return in.readRetainedSlice(length);
    }
    ByteBuf copy = channel.alloc().directBuffer(length, length);
    in.readBytes(copy, length);
    return copy;
  }

  /** The peer will send no more. */
  void endByPeer() {
    state = state.after(FlowState.Event.END);
    drain();
  }

  void beginRead() {
    wanted = true;
    drain();
  }

  /** Auto-read was turned off: delivers nothing more until the next {@link #beginRead}. */
  void stopReading() {
    wanted = false;
    burstLeft = 0;
  }

  /** Drops what waits and what still comes, as if it had been read. */
  void discard() {
    discarding = true;
    int dropped = clear();
    if (dropped > 0) {
      consumed(dropped);
    }
    drain();
  }

  /**
   * Nothing more can come: delivers what waits, asked for or not, and then closes the stream. If
   * the peer has not ended its direction before, that was broken off.
   */
  void breakOff() {
    state = state.after(FlowState.Event.BREAK);
    last = true;
    drain();
  }

  /** Tells the handlers that a burst of reads is over. */
  void completeRead() {
    endBurst();
    drain();
  }

  /** Drops everything: the stream closes. */
  void close() {
    state = state.after(FlowState.Event.STOP);
    reading = false;
    clear();
    session.budget().giveBack(granted);
    granted = 0;
  }

  /** Whether so much came of late that more window was due for it. */
  boolean isBusy() {
    return isBusyAt(session.now());
  }

  private boolean isBusyAt(long now) {
    return busy && now - busyAt <= LineShare.REMEMBERED_NANOS;
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

  /** Delivers what waits as far as it was asked for. */
  private void drain() {
    if (delivering) {
      return; // A caller further up the stack does it.
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
      state = state.after(FlowState.Event.PASS);
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
      session.completeReadLater(channel, !isBusy());
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
      LineShare line = session.lineShare();
      line.busy(channel.streamId());
      int target = sizer.next(window.consumed(), now, line.isShared(now));
      sizer.probe(window.edge(), now);
      granted = session.budget().grant(granted, target, share.left());
      busy = true;
      busyAt = now;
      window.announce(granted, session.roundTrip().isLong());
      session.sender().windowUpdate(channel.streamId(), window.consumed(), granted);
    }
  }
}
