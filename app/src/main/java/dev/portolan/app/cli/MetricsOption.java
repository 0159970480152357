package dev.portolan.app.cli;

import dev.portolan.app.Version;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.FileMetrics;
import dev.portolan.edge.metrics.MetricsServer;
import dev.portolan.edge.metrics.ProcessMetrics;
import dev.portolan.transport.loop.EventLoops;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an edge tells how it does. */
final class MetricsOption {
  /** For an edge with a folder. */
  static final String DEFAULT = "127.0.0.1:8444";

  private static final String OFF = "off";

  @Option(
      names = "--metrics",
      order = 11,
      paramLabel = "HOST:PORT|off",
      description =
          "Tell over HTTP how the edge does: /health, and /metrics for Prometheus. Only an address"
              + " that leads to this computer alone is taken. Without it: "
              + DEFAULT
              + " with --folder, and nowhere without.")
  private @Nullable String metrics;

  /**
   * Where to listen; null for nowhere.
   *
   * @param folder whether the edge has a folder
   */
  @Nullable InetSocketAddress address(boolean folder) throws Failure {
    String wanted = metrics != null ? metrics : folder ? DEFAULT : OFF;
    if (wanted.equals(OFF)) {
      return null;
    }
    InetSocketAddress address = ListenAddress.parse("--metrics", wanted);
    try {
      MetricsServer.requireLoopback(address);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--metrics " + wanted + ": " + e.getMessage(), e);
    }
    return address;
  }

  /**
   * Starts to tell, and says where. An edge serves without it, too.
   *
   * <p>On an event loop of its own: those of the edge are busy for seconds when thousands of
   * devices come at once, and whoever watches would take that for its end.
   */
  static void start(
      InetSocketAddress address, EdgeServer edge, EdgeGate gate, Environment environment)
      throws InterruptedException {
    Future<MetricsServer> started =
        MetricsServer.start(
            EventLoops.create("metrics", 1),
            address,
            edge::isAccepting,
            List.of(
                edge.metrics(),
                new FileMetrics(gate.files()),
                new ProcessMetrics(Version.current(), Version.build())));
    started.await();
    if (started.isSuccess()) {
      environment.tell(
          "metrics: http://"
              + NetUtil.toSocketAddressString(started.getNow().address())
              + "/metrics");
    } else {
      environment.warn("metrics: none, since " + started.cause().getMessage());
    }
  }
}
