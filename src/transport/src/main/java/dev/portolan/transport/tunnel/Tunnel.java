package dev.portolan.transport.tunnel;

import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/** A local port that leads to a service on a device. Safe for use by many threads. */
public interface Tunnel {
  /**
   * Opens a tunnel of the spec's protocol.
   *
   * @return completes when it listens; fails with an {@link EdgeException} if the local address
   *     cannot be had
   */
  static Future<Tunnel> listen(
      EventLoopGroup group, TunnelSpec spec, StreamOpener opener, TunnelListener listener) {
    return switch (spec.protocol()) {
      case TCP -> TcpTunnel.listen(group, spec, opener, listener);
      case UDP -> UdpTunnel.listen(group, spec, opener, listener);
    };
  }

  /** What it was asked to be. */
  TunnelSpec spec();

  /** Where it listens, with the real port. */
  List<InetSocketAddress> localAddresses();

  /** What runs through it. */
  TrafficMeter traffic();

  /** Gives the local port back at once and breaks off what runs; completes when both are done. */
  Future<Void> close();
}
