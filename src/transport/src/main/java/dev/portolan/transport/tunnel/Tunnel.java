package dev.portolan.transport.tunnel;

import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A local port that leads to a service on a device, or to those its programs ask for. Thread-safe.
 */
public interface Tunnel {
  /**
   * Opens a tunnel of the spec's protocol.
   *
   * @return completes when it listens; fails with an {@link EdgeException} if the local address
   *     cannot be bound
   */
  static Future<Tunnel> listen(
      EventLoopGroup group, TunnelSpec spec, StreamOpener opener, TunnelListener listener) {
    return switch (spec.protocol()) {
      case TCP, SOCKS -> TcpTunnel.listen(group, spec, opener, listener);
      case UDP -> UdpTunnel.listen(group, spec, opener, listener);
    };
  }

  /** The specification it was opened with. */
  TunnelSpec spec();

  /** The bound addresses, with the actual port. */
  List<InetSocketAddress> localAddresses();

  /** Its traffic. */
  TrafficMeter traffic();

  /** Releases the local port and resets all connections. Completes when both are done. */
  Future<Void> close();
}
