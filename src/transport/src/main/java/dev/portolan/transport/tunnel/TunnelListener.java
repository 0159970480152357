package dev.portolan.transport.tunnel;

import dev.portolan.transport.problem.EdgeException;
import java.net.SocketAddress;

/** Hears what happens on a tunnel. Called on event loops; must not block. */
public interface TunnelListener {
  /** Hears nothing. */
  TunnelListener NONE = new TunnelListener() {};

  /** The device has granted a connection. */
  default void opened(TunnelConnection connection) {}

  /** A connection that was granted has ended. */
  default void closed(TunnelConnection connection) {}

  /**
   * A connection was not granted, or could not be taken.
   *
   * @param from the local program's address; the tunnel's own where no program is concerned
   */
  default void failed(SocketAddress from, EdgeException why) {}
}
