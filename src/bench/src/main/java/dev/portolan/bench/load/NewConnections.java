package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connections that echo one byte, then close.
 *
 * @param atOnce concurrent connections
 */
public record NewConnections(int atOnce) implements Work {

  @Override
  public Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws Exception {
    Latencies all = new Latencies();
    double client = window.processes().clientCpuSeconds();
    long start = System.nanoTime();
    try (ExecutorService workers =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory())) {
      List<Future<Latencies>> results = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        results.add(workers.submit(() -> connectUntil(address, start, window.nanos())));
      }
      for (Future<Latencies> result : results) {
        all.addAll(result.get());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = window.processes().clientCpuSeconds() - client;
    service.awaitQuiet();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(Metric.PER_SECOND, all.count() / seconds);
    values.put(Metric.P50, all.micros(0.5));
    values.put(Metric.CLIENT_CPU_EACH, used * 1e6 / all.count());
    return values;
  }

  private static Latencies connectUntil(InetSocketAddress address, long start, long nanos)
      throws IOException {
    Latencies latencies = new Latencies();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1);
    for (long now = start; now - start < nanos; ) {
      try (SocketChannel connection = Connections.open(address, TargetService.ECHO)) {
        Connections.awaitByte(connection, buffer);
      }
      long end = System.nanoTime();
      latencies.add(end - now);
      now = end;
    }
    return latencies;
  }
}
