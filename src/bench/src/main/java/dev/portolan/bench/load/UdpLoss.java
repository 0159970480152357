package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The loss of echoed datagrams at a constant rate.
 *
 * @param perSecond the rate
 */
public record UdpLoss(int perSecond) implements Work {
  private static final long LAST_ANSWERS_MILLIS = 500;
  private static final long NAP_NANOS = 200_000;

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
    long sent = 0;
    long back = 0;
    long start = System.nanoTime();
    for (long now = start; now - start < window.nanos(); now = System.nanoTime()) {
      long due = (now - start) * perSecond / 1_000_000_000;
      if (sent < due) {
        socket.send(++sent);
      }
      long number = socket.poll();
      if (number > 0) {
        back++;
      } else if (sent >= due) {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
    while (back < sent) {
      long number = socket.poll(LAST_ANSWERS_MILLIS);
      if (number < 0) {
        break;
      }
      back += number > 0 ? 1 : 0;
    }
    return Map.of(Metric.LOSS, 100.0 * (sent - back) / sent);
  }
}
