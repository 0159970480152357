package dev.portolan.bench.load;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pings beside a bulk transfer on another connection. */
public final class PingBesideBulk implements Work {
  private static final long RAMP_MILLIS = 300;

  @Override
  public Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws Exception {
    Map<String, Double> values = new LinkedHashMap<>();
    try (Bulk.Flow flow = new Bulk(1, false).start(address, service)) {
      Thread.sleep(RAMP_MILLIS);
      Map<String, Double> pings = new LinkedHashMap<>();
      Map<String, Double> bulk =
          flow.measure(window, () -> pings.putAll(new Ping().measure(address, window)));
      values.put(Metric.P50, pings.getOrDefault(Metric.P50, Double.NaN));
      values.put(Metric.P99, pings.getOrDefault(Metric.P99, Double.NaN));
      values.put(Metric.RATE, bulk.getOrDefault(Metric.RATE, Double.NaN));
    }
    service.awaitQuiet();
    return values;
  }
}
