package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bulk transfer in one direction.
 *
 * @param streams concurrent connections
 * @param up whether the direction is towards the service
 */
public record Bulk(int streams, boolean up) implements Work {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long RAMP_MILLIS = 300;

  @Override
  public Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws Exception {
    try (Flow flow = start(address, service)) {
      Thread.sleep(RAMP_MILLIS);
      return flow.measure(window, () -> Thread.sleep(window.length()));
    } finally {
      service.awaitQuiet();
    }
  }

  /** Runs for the length of the measurement. */
  interface Task {
    void run() throws Exception;
  }

  Flow start(InetSocketAddress address, TargetService service) throws IOException {
    return new Flow(address, service);
  }

  /** A running transfer. */
  final class Flow implements AutoCloseable {
    private final TargetService service;
    private final LongAdder received = new LongAdder();
    private final List<SocketChannel> connections = new ArrayList<>();

    private Flow(InetSocketAddress address, TargetService service) throws IOException {
      this.service = service;
      for (int i = 0; i < streams; i++) {
        SocketChannel connection =
            Connections.open(address, up ? TargetService.SINK : TargetService.SOURCE);
        connections.add(connection);
        Thread.ofPlatform().daemon().name("bulk-" + i).start(() -> move(connection));
      }
    }

    private void move(SocketChannel connection) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      try {
        if (up) {
          while (connection.isOpen()) {
            connection.write(buffer.clear());
          }
        } else {
          for (int count = 0; count >= 0; count = connection.read(buffer.clear())) {
            received.add(count);
          }
        }
      } catch (IOException e) {
        // the measurement has ended
      }
    }

    private long moved() {
      return up ? service.sunk() : received.sum();
    }

    Map<String, Double> measure(Window window, Task task) throws Exception {
      double client = window.processes().clientCpuSeconds();
      double all = window.processes().allCpuSeconds();
      long bytes = moved();
      long start = System.nanoTime();
      task.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      double gigabytes = (moved() - bytes) / 1e9;
      Map<String, Double> values = new LinkedHashMap<>();
      values.put(Metric.RATE, gigabytes * 1e3 / seconds);
      values.put(
          Metric.CLIENT_CPU_BYTES, (window.processes().clientCpuSeconds() - client) / gigabytes);
      values.put(Metric.ALL_CPU_BYTES, (window.processes().allCpuSeconds() - all) / gigabytes);
      values.put(Metric.CLIENT_RSS, window.processes().clientRssMegabytes());
      return values;
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel connection : connections) {
        connection.close();
      }
    }
  }
}
