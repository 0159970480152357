package dev.portolan.edge;

import dev.portolan.smux.SmuxSession;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** An admitted connection, before and after its session has started. Thread-safe. */
final class UpgradedConnection {

  private final Channel channel;
  private volatile @Nullable SmuxSession session;

  UpgradedConnection(Channel channel) {
    this.channel = channel;
  }

  EventLoop eventLoop() {
    return channel.eventLoop();
  }

  /** Sets the session. On the connection's event loop. */
  void attach(SmuxSession started) {
    session = started;
  }

  /** The session, null until the upgrade is answered. */
  @Nullable SmuxSession session() {
    return session;
  }

  /** Closes the session, or the connection if there is none yet. */
  void close() {
    SmuxSession attached = session;
    if (attached == null) {
      channel.close();
    } else {
      attached.close();
    }
  }
}
