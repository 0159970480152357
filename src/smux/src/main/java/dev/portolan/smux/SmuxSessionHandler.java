package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The implementation of a session, as a handler on its connection. Event loop only, except for
 * plain getters.
 */
final class SmuxSessionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(SmuxSession.class);

  private final SmuxSession session;
  private final Channel connection;
  private final SmuxConfig config;
  private final @Nullable ChannelHandler inboundStreams;
  private final MemoryShare share;
  private final Ticker ticker;
  private final Promise<Void> closePromise;
  private final StreamDispatcher dispatcher;
  private final SmuxFrameDecoder decoder;
  private final FrameSender sender;
  private final Liveness liveness;
  private final ReceiveBudget budget;
  private final RoundTrip roundTrip = new RoundTrip();
  private final InteractiveDetector interactiveDetector = new InteractiveDetector();
  private final StreamTable streams;
  private final ClosedStreams closedStreams;
  private final PeerViolations violations;
  private final ArrayDeque<SmuxStreamChannel> readers = new ArrayDeque<>();
  private volatile boolean open = true;
  private volatile @Nullable Throwable closeCause;
  private boolean turnScheduled;
  private boolean paused;

  SmuxSessionHandler(
      SmuxSession session,
      Channel connection,
      SmuxRole role,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams,
      MemoryShare share) {
    this.session = session;
    this.connection = connection;
    this.config = config;
    this.inboundStreams = inboundStreams;
    this.share = share;
    ticker = connection.eventLoop().ticker();
    closePromise = connection.eventLoop().newPromise();
    closePromise.setUncancellable();
    sender = new FrameSender(connection, config, this::fail);
    liveness = new Liveness(connection, config, sender, this::peek, this::end);
    budget = new ReceiveBudget(config.receiveBudgetBytes());
    streams = new StreamTable(config, role);
    closedStreams = new ClosedStreams(sender);
    violations = new PeerViolations(ticker);
    dispatcher = new StreamDispatcher(this, streams, closedStreams, violations);
    decoder = new SmuxFrameDecoder(config.version(), dispatcher);
  }

  // ---- For SmuxSession ----

  Channel connection() {
    return connection;
  }

  boolean isOpen() {
    return open;
  }

  @Nullable Throwable closeCause() {
    return closeCause;
  }

  Future<Void> closeFuture() {
    return closePromise;
  }

  int streamCount() {
    return streams.count();
  }

  boolean hasRoom() {
    return streams.hasRoom();
  }

  boolean isCrowded() {
    return streams.count() > config.maxStreams() / 2;
  }

  Duration silence() {
    return liveness.silence();
  }

  /** The share of streams without one of their own. */
  MemoryShare share() {
    return share;
  }

  void open(ChannelHandler streamHandler, MemoryShare streamShare, Promise<SmuxStream> promise) {
    if (!promise.setUncancellable()) {
      return;
    }
    if (!open) {
      promise.setFailure(sessionClosed());
      return;
    }
    SmuxStreamChannel stream;
    try {
      stream = new SmuxStreamChannel(this, streams.takeId(), false, streamShare);
    } catch (SmuxException e) {
      promise.setFailure(e);
      return;
    }
    register(stream, streamHandler);
    if (stream.isOpen()) {
      promise.setSuccess(stream);
    } else {
      promise.setFailure(new SmuxException("The stream was closed by its own handler."));
    }
  }

  private SmuxException sessionClosed() {
    Throwable cause = closeCause;
    return cause == null
        ? new SmuxException("The session is closed.")
        : new SmuxException("The session is closed: " + cause.getMessage(), cause);
  }

  boolean acceptsStreams() {
    return inboundStreams != null;
  }

  /** Accepts a stream opened by the peer. */
  void accept(int streamId) {
    if (inboundStreams != null) {
      register(new SmuxStreamChannel(this, streamId, true, share), inboundStreams);
    }
  }

  /**
   * Adds the stream to the table before its first frame can leave, so that no answer comes too
   * early.
   */
  private void register(SmuxStreamChannel stream, ChannelHandler streamHandler) {
    streams.add(stream);
    stream.pipeline().addLast(streamHandler);
    connection.eventLoop().register(stream);
  }

  /** Closes the session in order. */
  void close() {
    if (open) {
      sender.send();
    }
    end(null);
  }

  /** What the session holds at present. */
  SessionResources resources() {
    return new SessionResources(
        streams.count(),
        streams.unanswered(),
        budget.buffered(),
        share.held(),
        budget.granted(),
        closedStreams.count(),
        liveness.isRunning());
  }

  // ---- For the streams and their frames ----

  SmuxSession session() {
    return session;
  }

  SmuxConfig config() {
    return config;
  }

  FrameSender sender() {
    return sender;
  }

  ReceiveBudget budget() {
    return budget;
  }

  RoundTrip roundTrip() {
    return roundTrip;
  }

  InteractiveDetector interactiveDetector() {
    return interactiveDetector;
  }

  long now() {
    return ticker.nanoTime();
  }

  /**
   * Fires {@code channelReadComplete} on the stream behind the event loop's current task.
   *
   * @param interactive whether the stream comes before the bulk ones
   */
  void completeReadLater(SmuxStreamChannel stream, boolean interactive) {
    if (interactive) {
      readers.addFirst(stream);
    } else {
      readers.addLast(stream);
    }
    if (!turnScheduled) {
      turnScheduled = true;
      connection.eventLoop().execute(this::endTurn);
    }
  }

  /** The first data was sent on a stream. */
  void firstDataSent(SmuxStreamChannel stream) {
    if (stream.isOpenedByPeer()) {
      streams.answered();
    }
  }

  /**
   * Asks the peer to stop sending on a stream, if it supports that. Our FIN must have been sent.
   *
   * @param input the stream's receive window, {@code null} in version 1, which cannot express it
   */
  void sendStopSending(int streamId, @Nullable ReceiveWindow input) {
    if (input != null && config.peerSupportsReset()) {
      sender.windowUpdate(streamId, input.consumed(), 0);
    }
  }

  /** A stream was closed while the session is open. */
  void closed(SmuxStreamChannel stream) {
    streams.remove(stream);
    if (stream.output().isOpened()) {
      StreamInput input = stream.input();
      closedStreams.add(
          stream.streamId(),
          stream.output().window(),
          input.window(),
          input.isPeerDone(),
          stream.closeCause() == null && !config.peerSupportsReset(),
          now());
    }
  }

  /**
   * Resets streams of a share that has too much to send. Later, because its streams may be in use
   * further up the stack.
   */
  void shedLoadLater(MemoryShare share) {
    connection.eventLoop().execute(() -> dispatcher.shedLoad(share));
  }

  /** Stops reading from the connection, because received data cannot be buffered. */
  void pause() {
    paused = true;
    connection.config().setAutoRead(false);
  }

  /** Reads from the connection again once enough data was consumed. */
  void released(MemoryShare from) {
    if (paused && budget.hasRoom() && from.hasRoom()) {
      paused = false;
      connection.config().setAutoRead(true);
    }
  }

  /** Reads once if paused: a connection that is not read would look silent. */
  private void peek() {
    if (paused) {
      connection.read();
    }
  }

  // ---- Events of the connection ----

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (!connection.isActive()) {
      end(new SmuxException("The connection was closed before the session could start."));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf in)) {
      ctx.fireChannelRead(message);
      return;
    }
    try {
      liveness.heard();
      decoder.decode(in);
    } catch (SmuxException e) {
      end(e);
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    endTurn();
    ctx.fireChannelReadComplete();
  }

  /**
   * Completes the reads of all streams that received something, then sends their replies. A bulk
   * stream in the middle of a frame is completed with the rest of that frame, so that its handlers
   * flush once per frame rather than once per TLS record.
   */
  private void endTurn() {
    turnScheduled = false;
    SmuxStreamChannel waiting = null;
    for (SmuxStreamChannel stream = readers.poll(); stream != null; stream = readers.poll()) {
      if (decoder.isWithinDataOf(stream.streamId()) && stream.input().isBulk()) {
        waiting = stream;
      } else {
        stream.input().completeRead();
      }
    }
    if (waiting != null) {
      readers.addLast(waiting);
    }
    sender.send();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    sender.send();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(new SmuxException("The connection was closed by the other side."));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    end(new SmuxException("The session was taken off its connection."));
  }

  // ---- The end ----

  private void fail(Throwable cause) {
    end(cause instanceof SmuxException ? cause : ConnectionFailure.of(cause));
  }

  /**
   * Ends the session. Only the first call has an effect.
   *
   * @param cause {@code null} for an orderly close
   */
  private void end(@Nullable Throwable cause) {
    if (!open) {
      return;
    }
    open = false;
    closeCause = cause;
    LOG.debug("{} ends: {}", session, cause == null ? "closed" : cause.getMessage());
    liveness.stop();
    if (cause == null) {
      sender.finish();
    } else {
      sender.stop();
    }
    for (SmuxStreamChannel stream : streams.all()) {
      stream.abort(cause);
    }
    streams.clear();
    closedStreams.clear();
    ConnectionClose.close(connection);
    connection.closeFuture().addListener(closed -> closePromise.setSuccess(null));
  }
}
