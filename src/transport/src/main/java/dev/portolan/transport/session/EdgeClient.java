package dev.portolan.transport.session;

import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.SessionStreams;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.presence.DeviceWatch;
import dev.portolan.transport.presence.DeviceWatches;
import dev.portolan.transport.presence.PresenceListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A connection to an edge that opens streams to a device. Thread-safe. */
public final class EdgeClient implements StreamOpener {
  private final SmuxSession session;
  private final String edge;
  private final boolean halfClose;
  private final boolean presence;
  private final SessionStreams streams;
  private final DeviceWatches watches;
  private boolean draining; // on the session's loop

  /**
   * Creates a client for an edge without presence reports.
   *
   * @param edge the edge's host, for messages
   * @param halfClose whether the edge passes on the end of one direction by itself
   */
  public EdgeClient(SmuxSession session, String edge, boolean halfClose) {
    this(session, edge, halfClose, false);
  }

  /**
   * @param halfClose whether the edge passes on the end of one direction by itself
   * @param presence whether it tells which devices are connected
   */
  EdgeClient(SmuxSession session, String edge, boolean halfClose, boolean presence) {
    this.session = session;
    this.edge = edge;
    this.halfClose = halfClose;
    this.presence = presence;
    this.watches = new DeviceWatches(session.eventLoop(), this);
    this.streams = new SessionStreams(session, edge, halfClose, this::closeIfDrained);
  }

  /** The underlying session. */
  public SmuxSession session() {
    return session;
  }

  /** Closes all streams and the connection. Idempotent. Any thread. */
  public Future<Void> close() {
    return session.close();
  }

  /**
   * Closes once all streams are closed. No more streams may be opened.
   *
   * <p>Used after a GoAway.
   */
  public void closeWhenIdle() {
    session
        .eventLoop()
        .execute(
            () -> {
              draining = true;
              watches.end();
              closeIfDrained();
            });
  }

  private void closeIfDrained() {
    if (draining && session.streamCount() == 0) {
      session.close();
    }
  }

  /** Whether the edge supports half-close. */
  public boolean carriesHalfClose() {
    return halfClose;
  }

  /**
   * Whether the edge reports presence, in which case the connection may be up without its device.
   */
  public boolean tellsPresence() {
    return presence;
  }

  /**
   * Subscribes to the presence of devices.
   *
   * @param ids without duplicates
   * @param listener receives reports until the watch is closed or has ended
   * @throws IllegalArgumentException if an id is invalid
   * @throws IllegalStateException if the edge does not {@linkplain #tellsPresence() report}
   *     presence
   */
  public DeviceWatch watch(List<String> ids, PresenceListener listener) {
    if (!presence) {
      throw new IllegalStateException("this edge does not tell which devices are connected");
    }
    return watches.watch(ids, listener);
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout) {
    return openStream(request, afterOk, timeout, stream -> {});
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    return streams.openStream(request, afterOk, timeout, started);
  }

  @Override
  public EventLoop streamLoop() {
    return session.eventLoop();
  }

  @Override
  public String toString() {
    return "EdgeClient[" + edge + "]";
  }
}
