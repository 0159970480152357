package dev.portolan.transport.tunnel;

import dev.portolan.transport.problem.EdgeException;
import java.net.SocketAddress;

/** Callbacks for a tunnel's events. Called on event loops; must not block. */
public interface TunnelListener {
  /** Ignores all events. */
  TunnelListener NONE = new TunnelListener() {};

  /** The device has granted a connection. */
  default void opened(TunnelConnection connection) {}

  /** A granted connection has ended. */
  default void closed(TunnelConnection connection) {}

  /**
   * A connection was not granted, or could not be accepted.
   *
   * @param from the local program's address, or the tunnel's own if no program is involved
   */
  default void failed(SocketAddress from, EdgeException why) {}
}
