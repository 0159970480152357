package dev.portolan.transport.tunnel;

import dev.portolan.transport.problem.EdgeException;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Records a tunnel's events in order. */
final class TunnelEvents implements TunnelListener {
  final BlockingQueue<TunnelConnection> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<TunnelConnection> closed = new LinkedBlockingQueue<>();
  final BlockingQueue<EdgeException> failures = new LinkedBlockingQueue<>();

  @Override
  public void opened(TunnelConnection connection) {
    opened.add(connection);
  }

  @Override
  public void closed(TunnelConnection connection) {
    closed.add(connection);
  }

  @Override
  public void failed(SocketAddress from, EdgeException why) {
    failures.add(why);
  }
}
