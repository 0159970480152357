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
 * The life of a session: brings what the connection receives to the streams, and ends them all when
 * it ends. Everything but the plain getters is for the event loop only.
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
  private final LineShare lineShare = new LineShare();
  private final StreamTable streams;
  private final ClosedStreams closedStreams;
  private final PeerConduct conduct;
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
    conduct = new PeerConduct(ticker);
    dispatcher = new StreamDispatcher(this, streams, closedStreams, conduct);
    decoder = new SmuxFrameDecoder(config.version(), dispatcher);
  }

  // ---- For the session's public door ----

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

  /** The share of the streams that have none of their own. */
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

  /** Takes a stream that the peer opens. */
  void accept(int streamId) {
    if (inboundStreams != null) {
      register(new SmuxStreamChannel(this, streamId, true, share), inboundStreams);
    }
  }

  /** A stream is known before its first frame can leave, so that no answer can come too early. */
  private void register(SmuxStreamChannel stream, ChannelHandler streamHandler) {
    streams.add(stream);
    stream.pipeline().addLast(streamHandler);
    connection.eventLoop().register(stream);
  }

  /** Ends the session in order, on behalf of its user. */
  void close() {
    if (open) {
      sender.send();
    }
    end(null);
  }

  /** What is held at the moment. */
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

  LineShare lineShare() {
    return lineShare;
  }

  long now() {
    return ticker.nanoTime();
  }

  /**
   * Tells the stream at the end of this turn of the event loop that its burst of reads is over.
   *
   * @param light whether it says little: then it goes before those that say much
   */
  void completeReadLater(SmuxStreamChannel stream, boolean light) {
    if (light) {
      readers.addFirst(stream);
    } else {
      readers.addLast(stream);
    }
    if (!turnScheduled) {
      turnScheduled = true;
      connection.eventLoop().execute(this::endTurn);
    }
  }

  /** The first bytes were sent on a stream. */
  void spoke(SmuxStreamChannel stream) {
    if (stream.isOpenedByPeer()) {
      streams.answered();
    }
  }

  /**
   * Tells a peer that heeds it to send nothing more on a stream, whose FIN must have gone before.
   *
   * @param input what it sent so far; {@code null} in version 1, which cannot say so
   */
  void sendStop(int streamId, @Nullable ReceiveWindow input) {
    if (input != null && config.peerHeedsStop()) {
      sender.windowUpdate(streamId, input.consumed(), 0);
    }
  }

  /** A stream has closed while the session is open. */
  void closed(SmuxStreamChannel stream) {
    streams.remove(stream);
    if (stream.output().isOpened()) {
      StreamInput input = stream.input();
      closedStreams.add(
          stream.streamId(),
          stream.output().window(),
          input.window(),
          input.isPeerDone(),
          stream.closeCause() == null && !config.peerHeedsStop(),
          now());
    }
  }

  /** More waits to be sent than a share may hold; its streams are in the middle of something. */
  void relieveLater(MemoryShare share) {
    connection.eventLoop().execute(() -> dispatcher.relieve(share));
  }

  /** Stops reading the connection, because there is no room for what it brings. */
  void pause() {
    paused = true;
    connection.config().setAutoRead(false);
  }

  /** Reads the connection again when enough of what it brought was taken. */
  void released(MemoryShare from) {
    if (paused && budget.hasRoom() && from.hasRoom()) {
      paused = false;
      connection.config().setAutoRead(true);
    }
  }

  /** A connection that we do not read looks silent: looks whether there is anything to read. */
  private void peek() {
    if (paused) {
      connection.read();
    }
  }

  // ---- What the connection tells ----

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
   * Completes the reads of the streams that got something, then sends what they said to it. A busy
   * one that waits for the rest of a frame has its turn when that comes: its handlers flush once
   * for the frame, and not for every TLS record of it.
   */
  private void endTurn() {
    turnScheduled = false;
    SmuxStreamChannel waiting = null;
    for (SmuxStreamChannel stream = readers.poll(); stream != null; stream = readers.poll()) {
      if (decoder.isWithinDataOf(stream.streamId()) && stream.input().isBusy()) {
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
   * Ends the session for good; only the first call counts.
   *
   * @param cause {@code null} if that is what we want
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
      stream.breakOff(cause);
    }
    streams.clear();
    closedStreams.clear();
    ConnectionClose.close(connection);
    connection.closeFuture().addListener(closed -> closePromise.setSuccess(null));
  }
}
