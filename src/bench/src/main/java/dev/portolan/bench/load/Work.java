package dev.portolan.bench.load;

import java.net.InetSocketAddress;
import java.util.Map;

/** One kind of work over an address. */
@FunctionalInterface
public interface Work {

  /**
   * Does the work for the length of the window.
   *
   * @param address where the peer, or the service itself, listens
   * @return measured values by the name of the metric
   */
  Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws Exception;
}
