package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Round trips of one byte on an open connection. */
public final class Ping implements Work {
  private static final int RAMP_ROUNDS = 100;

  @Override
  public Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws IOException, InterruptedException {
    Map<String, Double> values = measure(address, window);
    service.awaitQuiet();
    return values;
  }

  Map<String, Double> measure(InetSocketAddress address, Window window) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    try (SocketChannel connection = Connections.open(address, TargetService.ECHO)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1);
      Connections.awaitByte(connection, buffer);
      for (int i = 0; i < RAMP_ROUNDS; i++) {
        round(connection, buffer);
      }
      double client = window.processes().clientCpuSeconds();
      Latencies latencies = new Latencies();
      long start = System.nanoTime();
      for (long now = start; now - start < window.nanos(); ) {
        round(connection, buffer);
        long end = System.nanoTime();
        latencies.add(end - now);
        now = end;
      }
      double used = window.processes().clientCpuSeconds() - client;
      values.put(Metric.P50, latencies.micros(0.5));
      values.put(Metric.P99, latencies.micros(0.99));
      values.put(Metric.CLIENT_CPU_EACH, used * 1e6 / latencies.count());
    }
    return values;
  }

  private static void round(SocketChannel connection, ByteBuffer buffer) throws IOException {
    connection.write(buffer.clear());
    Connections.awaitByte(connection, buffer);
  }
}
