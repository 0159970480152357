package dev.portolan.bench.load;

import java.net.InetSocketAddress;
import java.util.Map;

/** A kind of work. */
@FunctionalInterface
public interface Work {

  /**
   * Runs the work for the length of the window.
   *
   * @param address the address of the peer, or of the service itself
   * @return measured values by the name of the metric
   */
  Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws Exception;
}
