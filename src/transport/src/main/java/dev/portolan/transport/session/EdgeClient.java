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

/**
 * A connection to an edge, on which streams to its device can be opened. Safe for use by many
 * threads.
 */
public final class EdgeClient implements StreamOpener {
  private final SmuxSession session;
  private final String edge;
  private final boolean halfClose;
  private final boolean presence;
  private final SessionStreams streams;
  private final DeviceWatches watches;
  private boolean draining; // on the session's loop

  /**
   * A client over a session to an edge that does not tell which devices are connected.
   *
   * @param edge the edge's host, for words
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

  /** The session underneath. */
  public SmuxSession session() {
    return session;
  }

  /** Ends all streams and the connection. Any thread; further calls change nothing. */
  public Future<Void> close() {
    return session.close();
  }

  /**
   * Closes as soon as no stream is open on it; none must be opened any more.
   *
   * <p>For an edge that is about to stop: what runs may finish.
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

  /** Whether the edge said that it passes on the end of one direction by itself. */
  public boolean carriesHalfClose() {
    return halfClose;
  }

  /**
   * Whether the edge tells which devices are connected, and that of this one, too: then this
   * connection may be up while the device is away.
   */
  public boolean tellsPresence() {
    return presence;
  }

  /**
   * Has the edge tell which of some devices are connected, now and whenever that changes.
   *
   * @param ids without one twice
   * @param listener hears of devices until the watch is closed or has ended
   * @throws IllegalArgumentException if an id cannot be one
   * @throws IllegalStateException if the edge does not {@linkplain #tellsPresence() tell}
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
