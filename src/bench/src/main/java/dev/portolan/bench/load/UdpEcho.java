package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Echoed datagrams, with a constant number in flight. Lost ones are replaced after a timeout.
 *
 * @param outstanding datagrams in flight
 */
public record UdpEcho(int outstanding) implements Work {
  private static final long PATIENCE_MILLIS = 200;
  private static final int SLOTS = 1 << 16;

  @Override
  public Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws IOException {
    try (UdpSocket socket = new UdpSocket(address)) {
      socket.send(0);
      socket.poll(10_000); // The tunnel's stream stands.
      return measure(socket, window);
    }
  }

  private Map<String, Double> measure(UdpSocket socket, Window window) throws IOException {
    long[] sentAt = new long[SLOTS];
    Latencies latencies = new Latencies();
    double client = window.processes().clientCpuSeconds();
    long next = 1;
    int underWay = 0;
    long start = System.nanoTime();
    for (long now = start; now - start < window.nanos(); now = System.nanoTime()) {
      while (underWay < outstanding) {
        sentAt[(int) (next % SLOTS)] = System.nanoTime();
        socket.send(next++);
        underWay++;
      }
      long back = socket.poll(PATIENCE_MILLIS);
      if (back < 0) {
        underWay = 0; // All that are left are lost.
      } else if (back > 0) {
        latencies.add(System.nanoTime() - sentAt[(int) (back % SLOTS)]);
        underWay = Math.max(0, underWay - 1);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(Metric.PER_SECOND, latencies.count() / seconds);
    values.put(Metric.P50, latencies.micros(0.5));
    values.put(
        Metric.CLIENT_CPU_EACH,
        (window.processes().clientCpuSeconds() - client) * 1e6 / latencies.count());
    return values;
  }
}
