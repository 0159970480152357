package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a stream: what is written waits in the channel's outbound buffer until the
 * {@link FrameSender} gives it a turn and the peer's window has room.
 */
final class StreamOutput {
  private final SmuxStreamChannel channel;
  private final SmuxSessionHandler session;
  private final MemoryShare share;
  private final SendWindow window = new SendWindow();
  private int held; // Of what waits, as much as the share knows of.

  private boolean openPending; // The peer does not know of this stream yet.
  private boolean dataSent;
  private SendQueue queue = SendQueue.NONE;
  private boolean inTurn;
  private @Nullable ChannelPromise endPromise;
  private volatile FlowState state = FlowState.OPEN;

  /**
   * @param share holds what waits to be sent
   * @param openPending whether the peer must be told of the stream before anything else
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

  /** Whether the peer knows of this stream. */
  boolean isOpened() {
    return !openPending;
  }

  boolean isDataSent() {
    return dataSent;
  }

  /** How far this direction is; it is over when the peer has been told. Any thread. */
  FlowState state() {
    return state;
  }

  /** Where it waits for its turn. */
  SendQueue queue() {
    return queue;
  }

  void setQueue(SendQueue queue) {
    this.queue = queue;
  }

  /** Bytes that wait to be sent, as of the last flush or turn. */
  int waiting() {
    return held;
  }

  /** Something was flushed: asks for a turn. */
  void flushed() {
    count();
    enqueue();
    if (share.isExceeded()) {
      session.relieveLater(share);
    }
  }

  /** Tells the share what waits now. */
  private void count() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    int waiting = out == null ? 0 : (int) Math.min(Integer.MAX_VALUE, out.totalPendingWriteBytes());
    if (waiting != held) {
      share.take(waiting - held);
      held = waiting;
    }
  }

  /** Asks for a turn. */
  void enqueue() {
    session.sender().enqueue(this);
  }

  /** Takes the peer's report of what it read, and what it grants from there. */
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

  /** The peer has closed the stream and will read nothing more: drops what waits. */
  private void stop() {
    if (endPromise != null) {
      endPromise.tryFailure(new ChannelOutputShutdownException("The peer closed the stream."));
    }
    if (!state.isOver()) {
      state = state.after(FlowState.Event.STOP);
      session.sender().end(channel.streamId());
      channel.shutdownOutputNow(channel.newPromise());
    }
    channel.closeIfEnded();
  }

  /** Ends this direction once everything written before is on its way. */
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

  /** Sends the FIN, if the peer knows of the stream and not yet of its end. */
  void sendEnd() {
    count();
    if (!openPending && !state.isOver()) {
      state = state.after(FlowState.Event.END).after(FlowState.Event.PASS);
      session.sender().end(channel.streamId());
    }
  }

  /**
   * Tells the peer, in place of a FIN or behind it, that the stream is broken off in both
   * directions. One that does not know that is told the FIN only.
   */
  void sendReset(ResetCause cause) {
    ReceiveWindow input = channel.input().window();
    if (!session.config().peerHeedsStop() || input == null) {
      sendEnd();
    } else if (!openPending) {
      state = state.after(FlowState.Event.STOP);
      session.sender().reset(channel.streamId(), input.consumed(), cause);
    }
  }

  /** Sends what was flushed and fits, before the stream closes. */
  void sendRest() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    if (out != null && !out.isEmpty()) {
      boolean more = true;
      while (more) {
        more = takeTurn();
      }
    }
  }

  /** Gives up: the stream has closed. */
  void close() {
    state = state.after(FlowState.Event.STOP);
    share.release(held);
    held = 0;
    if (endPromise != null) {
      endPromise.tryFailure(new ClosedChannelException());
    }
  }

  /**
   * Adds at most one frame of data to what is being sent, with the opening frame before it and the
   * ending frame after it where they are due. Returns whether another turn would send more.
   */
  boolean takeTurn() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    if (out == null || inTurn) {
      return false;
    }
    inTurn = true;
    try {
      if (openPending) {
        openPending = false;
        channel.input().opened();
        session.sender().open(channel.streamId());
      }
      remove(out, 0); // Writes of nothing need no room.
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

  /** How many bytes may be sent now. If only the session's cap forbids any, waits for that. */
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
      session.spoke(channel);
    }
    remove(out, sent);
  }

  /**
   * Takes so many bytes off the queue, and the empty writes behind them. This completes writes,
   * whose listeners may close the stream and with it the queue.
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
