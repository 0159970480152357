package dev.portolan.transport.connect;

import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A connection to an edge, on which streams to its device can be opened. Safe for use by many
 * threads.
 */
public final class EdgeClient implements StreamOpener {
  private final SmuxSession session;
  private final String edge;
  private final boolean halfClose;

  EdgeClient(SmuxSession session, String edge, boolean halfClose) {
    this.session = session;
    this.edge = edge;
    this.halfClose = halfClose;
  }

  /** The session underneath. */
  public SmuxSession session() {
    return session;
  }

  /** Ends all streams and the connection. Any thread; further calls change nothing. */
  public Future<Void> close() {
    return session.close();
  }

  /** Whether the edge said that it passes on the end of one direction by itself. */
  @Override
  public boolean carriesHalfClose() {
    return halfClose;
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
    StreamOpening opening = new StreamOpening(request, afterOk, timeout, started, promise, edge);
    session
        .open(opening)
        .addListener(
            (Future<SmuxStream> opened) -> {
              if (opened.isSuccess()) {
                opening.begin(opened.getNow());
              } else {
                promise.tryFailure(
                    OpenFailures.notOpened(edge, request, session.isOpen(), opened.cause()));
              }
            });
    return promise;
  }

  @Override
  public String toString() {
    return "EdgeClient[" + edge + "]";
  }
}
