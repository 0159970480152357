package dev.portolan.transport.tunnel;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/** A local port that leads to a service on a device. Safe for use by many threads. */
public interface Tunnel {
  /** What it was asked to be. */
  TunnelSpec spec();

  /** Where it listens, with the real port. */
  List<InetSocketAddress> localAddresses();

  /** What runs through it. */
  TrafficMeter traffic();

  /** Gives the local port back at once and breaks off what runs; completes when both are done. */
  Future<Void> close();
}
