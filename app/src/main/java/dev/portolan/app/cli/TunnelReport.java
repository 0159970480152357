package dev.portolan.app.cli;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tunnel.TunnelConnection;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Prints why connections through a tunnel fail, each reason once until one succeeds. On the
 * tunnel's event loops.
 */
final class TunnelReport implements TunnelListener {
  private final Environment environment;
  private final TunnelSpec spec;
  private @Nullable String last;

  TunnelReport(Environment environment, TunnelSpec spec) {
    this.environment = environment;
    this.spec = spec;
  }

  @Override
  public synchronized void opened(TunnelConnection connection) {
    last = null;
  }

  @Override
  public void closed(TunnelConnection connection) {}

  @Override
  public void failed(SocketAddress from, EdgeException why) {
    String sentence = spec + ": " + why.getMessage();
    if (isNews(sentence)) {
      environment.warn(sentence);
    }
  }

  private synchronized boolean isNews(String sentence) {
    boolean news = !sentence.equals(last);
    last = sentence;
    return news;
  }
}
