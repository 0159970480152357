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
 * Multiplexes streams over one connection. All events run on the connection's event loop. Methods
 * may be called from any thread unless stated otherwise.
 *
 * <p>A session ends exactly once: by {@link #close()}, a closed connection, a protocol violation or
 * a keep-alive timeout. Each stream then gets the bytes received before, becomes inactive, and
 * pending operations fail with the cause.
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
   * Starts a session by adding a handler at the tail of the connection's pipeline, which must carry
   * smux frames as {@code ByteBuf} from now on. Call it on the connection's event loop, before the
   * first bytes of the peer pass: in {@code channelActive}, or in the handler of a preceding
   * handshake that passes on what follows. Buffered bytes count against a new share of {@link
   * SessionMemory#ofProcess()}.
   *
   * @param inboundStreams initialises each stream that the peer opens, so it must be sharable;
   *     {@code null} to refuse streams of the peer
   */
  public static SmuxSession start(
      Channel connection,
      SmuxRole role,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams) {
    return start(connection, role, config, inboundStreams, SessionMemory.ofProcess().newShare());
  }

  /**
   * As above, with a given memory share.
   *
   * @param share for streams opened by the peer, and for own streams without a share
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
   * streamHandler} in its pipeline. The peer is told at the stream's first flush.
   */
  public Future<SmuxStream> open(ChannelHandler streamHandler) {
    return open(streamHandler, handler.share());
  }

  /**
   * As above, with a memory share for this stream.
   *
   * @param share accounts for the stream's buffered bytes
   */
  public Future<SmuxStream> open(ChannelHandler streamHandler, MemoryShare share) {
    Promise<SmuxStream> promise = eventLoop().newPromise();
    run(() -> handler.open(streamHandler, share, promise), promise);
    return promise;
  }

  /**
   * Ends all streams and closes the connection when pending writes are flushed, at the latest after
   * a second. Idempotent.
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
   * Completes when the connection is closed and every stream has ended. It always succeeds; see
   * {@link #closeCause()} for the reason.
   */
  public Future<Void> closeFuture() {
    return handler.closeFuture();
  }

  /**
   * Why the session ended, or {@code null} while it is open or if it was closed by {@link
   * #close()}.
   */
  public @Nullable Throwable closeCause() {
    return handler.closeCause();
  }

  /** Whether the session has not ended. */
  public boolean isOpen() {
    return handler.isOpen();
  }

  /** Whether the stream limit allows another stream. Event loop only. */
  public boolean hasRoom() {
    return handler.hasRoom();
  }

  /** Whether more than half of the allowed streams are open. */
  public boolean isCrowded() {
    return handler.isCrowded();
  }

  /** The number of open streams. */
  public int streamCount() {
    return handler.streamCount();
  }

  /**
   * How long ago the peer last sent something. A live peer sends a keep-alive at least every 45
   * seconds, so after a minute the connection is probably lost.
   */
  public Duration silence() {
    return handler.silence();
  }

  /** A snapshot of what the session holds. Event loop only, or after that has ended. */
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
