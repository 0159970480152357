package dev.portolan.transport.open;

import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.TcpTunnelRequest;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Opens streams on one session. Thread-safe. */
public final class SessionStreams implements StreamOpener {
  private final SmuxSession session;
  private final String edge;
  private final boolean halfClose;
  private final Runnable closed;
  private final OpenQueue queue; // on the session's loop

  /**
   * Creates an opener for a session.
   *
   * @param edge the edge's host, for messages
   * @param halfClose whether the edge supports half-close
   * @param closed called on the session's loop each time one of the streams has closed
   */
  public SessionStreams(SmuxSession session, String edge, boolean halfClose, Runnable closed) {
    this.session = session;
    this.edge = edge;
    this.halfClose = halfClose;
    this.closed = closed;
    this.queue = new OpenQueue(session::hasRoom);
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout) {
    return openStream(request, afterOk, timeout, stream -> {});
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    Promise<OpenedStream> promise = session.eventLoop().newPromise();
    Message sent = adapted(request);
    StreamOpening opening = new StreamOpening(sent, afterOk, timeout, started, promise, edge);
    try {
      opening.limit(session.eventLoop());
      session.eventLoop().execute(() -> queue.add(() -> open(opening, sent, promise)));
    } catch (RejectedExecutionException e) {
      promise.tryFailure(OpenFailures.notOpened(edge, sent, false, e));
    }
    return promise;
  }

  /** Opens the stream when its turn has come. On the loop. */
  private void open(StreamOpening opening, Message sent, Promise<OpenedStream> promise) {
    promise.addListener(done -> queue.answered());
    if (promise.isDone()) {
      return;
    }
    session
        .open(opening)
        .addListener(
            (Future<SmuxStream> opened) -> {
              if (opened.isSuccess()) {
                SmuxStream stream = opened.getNow();
                stream
                    .closeFuture()
                    .addListener(
                        ended -> {
                          queue.closed();
                          closed.run();
                        });
                opening.begin(stream);
              } else {
                promise.tryFailure(
                    OpenFailures.notOpened(edge, sent, session.isOpen(), opened.cause()));
              }
            });
  }

  /** Removes the half-close option for an edge that does not support it. */
  private Message adapted(Message request) {
    if (halfClose || request.type() != MessageType.TCP_TUNNEL) {
      return request;
    }
    return TcpTunnelRequest.strip(request);
  }

  @Override
  public EventLoop streamLoop() {
    return session.eventLoop();
  }
}
