package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a stream. Writes stay in the channel's outbound buffer until the {@link
 * FrameSender} serves the stream and the peer's window has room.
 */
final class StreamOutput {
  private final SmuxStreamChannel channel;
  private final SmuxSessionHandler session;
  private final MemoryShare share;
  private final SendWindow window = new SendWindow();
  private int held; // pending bytes accounted for in the share

  private boolean openPending; // the SYN was not sent yet
  private boolean dataSent;
  private boolean queued;
  private boolean inTurn;
  private @Nullable ChannelPromise endPromise;
  private volatile FlowState state = FlowState.OPEN;

  /**
   * @param share accounts for pending bytes
   * @param openPending whether a SYN must be sent before anything else
   */
  StreamOutput(
      SmuxStreamChannel channel,
      SmuxSessionHandler session,
      MemoryShare share,
      boolean openPending) {
    this.channel = channel;
    this.session = session;
    this.share = share;
    this.openPending = openPending;
  }

  SendWindow window() {
    return window;
  }

  /** Whether the peer knows of the stream. */
  boolean isOpened() {
    return !openPending;
  }

  boolean isDataSent() {
    return dataSent;
  }

  /** The state of this direction, final once the peer was told. Any thread. */
  FlowState state() {
    return state;
  }

  /** Whether this stream waits for a turn. */
  boolean isQueued() {
    return queued;
  }

  void setQueued(boolean value) {
    queued = value;
  }

  /** Pending bytes as of the last flush or turn. */
  int waiting() {
    return held;
  }

  /** Handles a flush of the channel. */
  void flushed() {
    count();
    enqueue();
    if (share.isExceeded()) {
      session.shedLoadLater(share);
    }
  }

  /** Updates the share with the bytes pending now. */
  private void count() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    int waiting = out == null ? 0 : (int) Math.min(Integer.MAX_VALUE, out.totalPendingWriteBytes());
    if (waiting != held) {
      share.take(waiting - held);
      held = waiting;
    }
  }

  /** Queues the stream for sending. */
  void enqueue() {
    session.sender().enqueue(this);
  }

  /** Applies the peer's window update. */
  void acknowledge(int consumed, int size) throws SmuxException {
    int stalled = window.stalled();
    window.update(consumed, size);
    session.sender().stallCap().change(stalled, window.stalled());
    if (window.stalled() < stalled) {
      session.sender().retryCapped();
    }
  }

  void windowUpdate(int consumed, int size) throws SmuxException {
    acknowledge(consumed, size);
    if (size == 0 && channel.input().isPeerDone()) {
      stop();
    } else {
      enqueue();
    }
  }

  /** Handles STOP_SENDING: the peer has closed the stream, so pending data is discarded. */
  private void stop() {
    if (endPromise != null) {
      endPromise.tryFailure(new ChannelOutputShutdownException("The peer closed the stream."));
    }
    if (!state.isOver()) {
      state = state.after(FlowState.Event.STOP_SENDING);
      session.sender().end(channel.streamId());
      channel.shutdownOutputNow(channel.newPromise());
    }
    channel.closeIfEnded();
  }

  /** Ends this direction behind all pending writes. */
  void end(ChannelPromise promise) {
    if (endPromise != null) {
      endPromise.addListener(new PromiseNotifier<>(promise));
    } else {
      endPromise = promise;
      state = state.after(FlowState.Event.END);
      channel.unsafe().flush();
      enqueue();
    }
  }

  /** Sends the FIN, unless it was sent or the peer does not know of the stream. */
  void sendEnd() {
    count();
    if (!openPending && !state.isOver()) {
      state = state.after(FlowState.Event.END).after(FlowState.Event.DELIVERED);
      session.sender().end(channel.streamId());
    }
  }

  /**
   * Sends a reset of both directions, instead of a FIN or after it. A peer without support for it
   * is sent only the FIN.
   */
  void sendReset(ResetCause cause) {
    ReceiveWindow input = channel.input().window();
    if (!session.config().peerSupportsReset() || input == null) {
      sendEnd();
    } else if (!openPending) {
      state = state.after(FlowState.Event.STOP_SENDING);
      session.sender().reset(channel.streamId(), input.consumed(), cause);
    }
  }

  /** Sends flushed data that fits the window, before the stream closes. */
  void sendRest() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    if (out != null && !out.isEmpty()) {
      boolean more = true;
      while (more) {
        more = takeTurn();
      }
    }
  }

  /** Releases everything, because the stream closes. */
  void close() {
    state = state.after(FlowState.Event.STOP_SENDING);
    share.release(held);
    held = 0;
    if (endPromise != null) {
      endPromise.tryFailure(new ClosedChannelException());
    }
  }

  /**
   * Sends at most one data frame, with the SYN before it and the FIN after it where due. Returns
   * whether another turn would send more.
   */
  boolean takeTurn() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    if (out == null || inTurn || !session.isOpen()) {
      return false;
    }
    inTurn = true;
    try {
      if (openPending) {
        openPending = false;
        channel.input().opened();
        session.sender().open(channel.streamId());
      }
      remove(out, 0); // empty writes need no window
      int room = room(out);
      if (room > 0) {
        sendData(out, room);
      }
      if (!out.isEmpty()) {
        return room(out) > 0;
      }
      if (endPromise != null && !state.isOver() && channel.isOpen()) {
        channel.shutdownOutputNow(endPromise);
      }
    } finally {
      inTurn = false;
      if (channel.isOpen()) {
        count();
      }
    }
    channel.closeIfEnded();
    return false;
  }

  /** Bytes that may be sent now. If only the session's stall cap forbids any, parks the stream. */
  private int room(ChannelOutboundBuffer out) {
    if (out.isEmpty()) {
      return 0;
    }
    if (session.config().version() == 1) {
      return Integer.MAX_VALUE;
    }
    int available = window.available();
    int room = Math.min(available, session.sender().stallCap().room(window.inFlight()));
    if (room == 0 && available > 0) {
      session.sender().awaitCap(this);
    }
    return room;
  }

  private void sendData(ChannelOutboundBuffer out, int room) {
    FrameSender sender = session.sender();
    int limit = Math.min(room, session.config().maxFrameBytes());
    int sent = sender.data(channel.streamId(), out, limit);
    int stalled = window.stalled();
    window.sent(sent);
    sender.stallCap().change(stalled, window.stalled());
    if (!dataSent) {
      dataSent = true;
      session.firstDataSent(channel);
    }
    remove(out, sent);
  }

  /**
   * Removes bytes from the outbound buffer, and empty writes behind them. This completes promises,
   * whose listeners may close the stream and with it the buffer.
   */
  private static void remove(ChannelOutboundBuffer out, int bytes) {
    int left = bytes;
    while (out.current() instanceof ByteBuf first && (left > 0 || !first.isReadable())) {
      int part = Math.min(left, first.readableBytes());
      out.progress(part);
      first.skipBytes(part);
      left -= part;
      if (!first.isReadable()) {
        out.remove();
      }
    }
  }
}
