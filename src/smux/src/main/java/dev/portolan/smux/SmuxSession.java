package dev.portolan.smux;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Many streams over one connection. Everything happens on the event loop of that connection;
 * methods may be called by any thread unless they say otherwise.
 *
 * <p>A session ends once, whatever ends it: a call of {@link #close()}, the end of the connection,
 * a breach of the protocol by the peer, or its silence. Every stream is then given the bytes that
 * came for it before it becomes inactive, and every pending operation fails with the cause.
 */
public final class SmuxSession {
  private final SmuxSessionHandler handler;

  private SmuxSession(
      Channel connection,
      SmuxRole role,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams,
      MemoryShare share) {
    this.handler = new SmuxSessionHandler(this, connection, role, config, inboundStreams, share);
  }

  /**
   * Starts a session on a connection, whose pipeline from now on carries smux frames as {@code
   * ByteBuf}: adds a handler at its tail. Only on the connection's event loop, and before the
   * peer's first bytes pass through the pipeline: in {@code channelActive}, or in the handler that
   * takes part in whatever comes before and that passes on what follows it. What waits in its
   * streams is a share of its own in the memory of the process.
   *
   * @param inboundStreams initialises each stream that the peer opens, so it must be sharable;
   *     {@code null} if the peer is not to open any: then its attempts are refused
   */
  public static SmuxSession start(
      Channel connection,
      SmuxRole role,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams) {
    return start(connection, role, config, inboundStreams, SessionMemory.ofProcess().newShare());
  }

  /**
   * The same with a share in the memory for what waits that others may have, too.
   *
   * @param share of the streams that the peer opens, and of those opened without one
   */
  public static SmuxSession start(
      Channel connection,
      SmuxRole role,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams,
      MemoryShare share) {
    if (!connection.eventLoop().inEventLoop()) {
      throw new IllegalStateException("A session starts on the event loop of its connection.");
    }
    if (inboundStreams instanceof ChannelHandlerAdapter adapter && !adapter.isSharable()) {
      throw new IllegalArgumentException("The handler of inbound streams must be sharable.");
    }
    SmuxSession session = new SmuxSession(connection, role, config, inboundStreams, share);
    connection.pipeline().addLast(session.handler);
    return session;
  }

  /**
   * Opens a stream. The future completes on the event loop, with the stream active and {@code
   * streamHandler} in its pipeline. The peer learns of the stream by its first flush.
   */
  public Future<SmuxStream> open(ChannelHandler streamHandler) {
    return open(streamHandler, handler.share());
  }

  /**
   * The same for somebody who has a share of their own in the memory for what waits.
   *
   * @param share holds what waits on this stream
   */
  public Future<SmuxStream> open(ChannelHandler streamHandler, MemoryShare share) {
    Promise<SmuxStream> promise = eventLoop().newPromise();
    run(() -> handler.open(streamHandler, share, promise), promise);
    return promise;
  }

  /**
   * Ends all streams and closes the connection, once what was handed to it is written and at most a
   * second later. Calling it again does nothing more.
   *
   * @return {@link #closeFuture()}
   */
  public Future<Void> close() {
    if (handler.isOpen()) {
      try {
        eventLoop().execute(handler::close);
      } catch (RejectedExecutionException e) {
        // The event loop has ended, and has closed the connection and this session with it.
        return closeFuture();
      }
    }
    return closeFuture();
  }

  /**
   * Completes when every stream has ended and the connection is closed, always with success; {@link
   * #closeCause()} then tells why.
   */
  public Future<Void> closeFuture() {
    return handler.closeFuture();
  }

  /** What ended the session; {@code null} as long as it is open, and if we closed it ourselves. */
  public @Nullable Throwable closeCause() {
    return handler.closeCause();
  }

  /** Whether streams can be opened. */
  public boolean isOpen() {
    return handler.isOpen();
  }

  /**
   * Whether nothing but the end of the session keeps a stream from being opened now: there are
   * fewer than its settings allow. For its event loop only.
   */
  public boolean hasRoom() {
    return handler.hasRoom();
  }

  /** Whether more than half of the streams that there may be are open. */
  public boolean isCrowded() {
    return handler.isCrowded();
  }

  /** How many streams are open. */
  public int streamCount() {
    return handler.streamCount();
  }

  /**
   * For how long nothing has come from the peer. A live one sends a keep-alive every 45 seconds or
   * more often, so after a minute the connection is probably lost.
   */
  public Duration silence() {
    return handler.silence();
  }

  /** What it holds on to; for its event loop only, or when that has ended. */
  SessionResources resources() {
    return handler.resources();
  }

  public Channel connection() {
    return handler.connection();
  }

  public EventLoop eventLoop() {
    return handler.connection().eventLoop();
  }

  @Override
  public String toString() {
    return "SmuxSession(" + connection() + ')';
  }

  private void run(Runnable task, Promise<?> promise) {
    if (eventLoop().inEventLoop()) {
      task.run();
    } else {
      try {
        eventLoop().execute(task);
      } catch (RejectedExecutionException e) {
        promise.setFailure(new SmuxException("The session's event loop has ended.", e));
      }
    }
  }
}
