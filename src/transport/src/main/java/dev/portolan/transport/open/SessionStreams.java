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

/** Opens streams on one session, in turn. Safe for use by many threads. */
public final class SessionStreams implements StreamOpener {
  private final SmuxSession session;
  private final String edge;
  private final boolean halfClose;
  private final Runnable closed;
  private final OpenQueue queue; // on the session's loop

  /**
   * Opens streams on a session.
   *
   * @param edge the edge's host, for words
   * @param halfClose whether the edge passes on the end of one direction by itself
   * @param closed runs on the session's loop each time that one of the streams has closed
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

  /** On the loop, when it is this stream's turn. */
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

  /** An edge that does not know half-close must not see that somebody wants it. */
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
