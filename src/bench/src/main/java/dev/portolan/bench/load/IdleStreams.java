package dev.portolan.bench.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's memory for idle connections. Memory is not always returned to the system, so each
 * measurement needs fresh processes.
 *
 * @param streams how many
 */
public record IdleStreams(int streams) implements Work {
  private static final long SETTLE_MILLIS = 1_500;

  @Override
  public Map<String, Double> run(InetSocketAddress address, TargetService service, Window window)
      throws Exception {
    List<SocketChannel> connections = new ArrayList<>();
    try {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1);
      connections.add(connect(address, buffer));
      double before = settledRss(window);
      for (int i = 0; i < streams; i++) {
        connections.add(connect(address, buffer));
      }
      double after = settledRss(window);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put(Metric.CLIENT_RSS_GROWTH, after - before);
      values.put(Metric.CLIENT_RSS, after);
      return values;
    } finally {
      for (SocketChannel connection : connections) {
        connection.close();
      }
      service.awaitQuiet();
    }
  }

  private static SocketChannel connect(InetSocketAddress address, ByteBuffer buffer)
      throws Exception {
    SocketChannel connection = Connections.open(address, TargetService.ECHO);
    Connections.awaitByte(connection, buffer);
    return connection;
  }

  private static double settledRss(Window window) throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    window.processes().collectGarbage();
    Thread.sleep(SETTLE_MILLIS);
    return window.processes().clientRssMegabytes();
  }
}
