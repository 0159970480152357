package dev.portolan.edge;

import dev.portolan.smux.SmuxSession;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** A connection that was let in, before and after its session has begun. Safe for any thread. */
final class UpgradedConnection {

  private final Channel channel;
  private volatile @Nullable SmuxSession session;

  UpgradedConnection(Channel channel) {
    this.channel = channel;
  }

  EventLoop eventLoop() {
    return channel.eventLoop();
  }

  /** Gives it its session; on its event loop. */
  void attach(SmuxSession started) {
    session = started;
  }

  /** Null until the upgrade is answered. */
  @Nullable SmuxSession session() {
    return session;
  }

  /** Ends the session, or the connection where there is none yet. */
  void close() {
    SmuxSession attached = session;
    if (attached == null) {
      channel.close();
    } else {
      attached.close();
    }
  }
}
