package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session as a channel. Its receiving half is a {@link StreamInput}; its sending
 * half waits in the channel's own outbound buffer until the {@link FrameSender} gives it a turn.
 */
final class SmuxStreamChannel extends AbstractChannel implements SmuxStream {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

  private final SmuxSessionHandler session;
  private final int streamId;
  private final boolean openedByPeer;
  private final SmuxStreamConfig config = new SmuxStreamConfig(this);
  private final SendWindow sendWindow = new SendWindow();
  private final StreamInput input;

  private volatile boolean open = true;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;
  private volatile @Nullable Throwable closeCause;

  private boolean openPending; // The peer does not know of this stream yet.
  private boolean answered;
  private boolean endSent;
  private boolean queued;
  private boolean inTurn;
  private @Nullable ChannelPromise endPromise;

  SmuxStreamChannel(SmuxSessionHandler session, int streamId, boolean openedByPeer) {
    super(session.connection());
    this.session = session;
    this.streamId = streamId;
    this.openedByPeer = openedByPeer;
    this.openPending = !openedByPeer;
    this.input = new StreamInput(this, session);
  }

  @Override
  public int streamId() {
    return streamId;
  }

  @Override
  public SmuxSession session() {
    return session.session();
  }

  @Override
  public @Nullable Throwable closeCause() {
    return closeCause;
  }

  // ---- What the session tells ----

  StreamInput input() {
    return input;
  }

  SendWindow sendWindow() {
    return sendWindow;
  }

  /** Whether the peer opened this stream and has not got a byte from us. */
  boolean isUnanswered() {
    return openedByPeer && !answered;
  }

  void windowUpdate(int consumed, int window) throws SmuxException {
    int stalled = sendWindow.stalled();
    sendWindow.update(consumed, window);
    session.sender().stallCap().change(stalled, sendWindow.stalled());
    if (sendWindow.stalled() < stalled) {
      session.sender().retryCapped();
    }
    session.sender().enqueue(this);
  }

  /** The session is gone: delivers what came before, then closes. */
  void endWithSession(@Nullable Throwable cause) {
    closeCause = cause;
    input.endWithSession();
  }

  /** Cuts this stream off, with a FIN for the peer. */
  void cutOff(Throwable cause) {
    closeCause = cause;
    closeNow();
  }

  /** Takes back a read that was asked for by auto-read, which was turned off. Any thread. */
  void stopReading() {
    if (isRegistered()) {
      if (eventLoop().inEventLoop()) {
        input.stopReading();
      } else {
        eventLoop().execute(input::stopReading);
      }
    }
  }

  // ---- What the input tells ----

  /** Everything the peer sent was delivered, and it said that there is no more. */
  void inputEnded() {
    if (inputShutdown) {
      closeIfEnded();
    } else {
      inputShutdown = true;
      if (config.isAllowHalfClosure()) {
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        closeIfEnded();
      } else {
        unsafe().close(voidPromise());
      }
    }
  }

  /** All that came before the end of the session was delivered. */
  void inputDelivered() {
    closeNow();
  }

  private void closeIfEnded() {
    if (endSent && input.isEndDelivered()) {
      unsafe().close(voidPromise());
    }
  }

  private void closeNow() {
    Throwable cause = closeCause;
    ClosedChannelException closed = new ClosedChannelException();
    if (cause != null) {
      closed.initCause(cause);
    }
    ((StreamUnsafe) unsafe()).close(voidPromise(), cause == null ? closed : cause, closed);
  }

  // ---- Sending ----

  /** Marks this stream as waiting for its turn; false if it was waiting already. */
  boolean markQueued() {
    boolean fresh = !queued;
    queued = true;
    return fresh;
  }

  void clearQueued() {
    queued = false;
  }

  /**
   * Adds at most one frame of data to what is being sent, with the opening frame before it and the
   * ending frame after it where they are due. Returns whether another turn would send more.
   */
  boolean takeTurn() {
    ChannelOutboundBuffer out = unsafe().outboundBuffer();
    if (out == null || inTurn) {
      return false;
    }
    inTurn = true;
    try {
      if (openPending) {
        openPending = false;
        input.opened();
        session.sender().open(streamId);
      }
      remove(out, 0); // Writes of nothing need no room.
      int room = room(out);
      if (room > 0) {
        sendData(out, room);
      }
      if (!out.isEmpty()) {
        return room(out) > 0;
      }
      if (endPromise != null && !endSent && open) {
        ((StreamUnsafe) unsafe()).shutdownOutput(endPromise);
      }
    } finally {
      inTurn = false;
    }
    closeIfEnded();
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
    int window = sendWindow.available();
    int room = Math.min(window, session.sender().stallCap().room(sendWindow.inFlight()));
    if (room == 0 && window > 0) {
      session.sender().awaitCap(this);
    }
    return room;
  }

  private void sendData(ChannelOutboundBuffer out, int room) {
    FrameSender sender = session.sender();
    int sent = sender.data(streamId, out, Math.min(room, session.config().maxFrameBytes()));
    int stalled = sendWindow.stalled();
    sendWindow.sent(sent);
    sender.stallCap().change(stalled, sendWindow.stalled());
    if (isUnanswered()) {
      answered = true;
      session.answered(this);
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

  private void sendEnd() {
    endSent = true;
    session.sender().end(streamId);
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    session.sender().enqueue(this);
  }

  @Override
  protected Object filterOutboundMessage(Object message) throws Exception {
    if (outputShutdown) {
      throw new ChannelOutputShutdownException("The stream's output was shut down.");
    }
    if (!(message instanceof ByteBuf)) {
      throw new UnsupportedMessageTypeException(message, ByteBuf.class);
    }
    return message;
  }

  // ---- Half-closing and closing ----

  @Override
  protected void doShutdownOutput() {
    outputShutdown = true;
    sendEnd();
  }

  @Override
  protected void doClose() {
    if (!open) {
      return;
    }
    open = false;
    inputShutdown = true;
    outputShutdown = true;
    input.close();
    if (session.isOpen()) {
      if (!openPending && !endSent) {
        sendEnd();
      }
      session.closed(this, !openPending);
    }
    if (endPromise != null && !endPromise.isDone()) {
      endPromise.tryFailure(new ClosedChannelException());
    }
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public ChannelFuture shutdownInput() {
    return shutdownInput(newPromise());
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    if (eventLoop().inEventLoop()) {
      discardInput(promise);
    } else {
      eventLoop().execute(() -> discardInput(promise));
    }
    return promise;
  }

  private void discardInput(ChannelPromise promise) {
    if (!promise.setUncancellable()) {
      return;
    }
    if (!open) {
      promise.setFailure(new ClosedChannelException());
      return;
    }
    inputShutdown = true;
    input.discard();
    promise.setSuccess();
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    ChannelPromise done = promise.unvoid();
    if (eventLoop().inEventLoop()) {
      endOutput(done);
    } else {
      eventLoop().execute(() -> endOutput(done));
    }
    return done;
  }

  /** Ends our direction once everything written before is on its way. */
  private void endOutput(ChannelPromise promise) {
    if (!promise.setUncancellable()) {
      return;
    }
    if (!open) {
      promise.setFailure(new ClosedChannelException());
    } else if (endPromise != null) {
      endPromise.addListener(new PromiseNotifier<>(promise));
    } else {
      endPromise = promise;
      outputShutdown = true;
      unsafe().flush();
      session.sender().enqueue(this);
    }
  }

  @Override
  public boolean isShutdown() {
    return inputShutdown && outputShutdown;
  }

  @Override
  public ChannelFuture shutdown() {
    return shutdown(newPromise());
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    shutdownInput();
    return shutdownOutput(promise);
  }

  // ---- The rest of a channel ----

  @Override
  public SmuxStreamConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return session.connection().eventLoop().equals(loop);
  }

  @Override
  protected SocketAddress localAddress0() {
    return parent().localAddress();
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return parent().remoteAddress();
  }

  @Override
  protected void doBind(SocketAddress localAddress) {
    throw new UnsupportedOperationException("A stream cannot be bound.");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doBeginRead() {
    input.beginRead();
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new StreamUnsafe();
  }

  @Override
  public String toString() {
    return "SmuxStream(" + Integer.toUnsignedString(streamId) + " of " + parent() + ')';
  }

  private final class StreamUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      safeSetFailure(promise, new UnsupportedOperationException("A stream is always connected."));
    }

    /** The first flush opens the stream, even if nothing was written before it. */
    @Override
    protected void flush0() {
      if (openPending && open) {
        session.sender().enqueue(SmuxStreamChannel.this);
      }
      super.flush0();
    }

    /** What was flushed and fits still goes out, as it would from a socket. */
    @Override
    protected void close(
        ChannelPromise promise, Throwable cause, ClosedChannelException closedCause) {
      ChannelOutboundBuffer out = outboundBuffer();
      if (closeCause == null && session.isOpen() && out != null && !out.isEmpty()) {
        boolean more = true;
        while (more) {
          more = takeTurn();
        }
      }
      super.close(promise, cause, closedCause);
    }
  }
}
