package dev.portolan.app.session;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.tunnel.TrafficMeter;
import dev.portolan.transport.tunnel.TunnelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts a tunnel's counters, polled every second, into rates and connection rows. FX thread. */
final class TrafficFlow {
  private static final int MAX_ROWS = 200;

  private final TunnelItem item;
  private final Map<TunnelConnection, ConnectionItem> rows = new HashMap<>();
  private long lastDown;
  private long lastUp;

  TrafficFlow(TunnelItem item) {
    this.item = item;
  }

  /** Resets for a new tunnel. */
  void begin() {
    lastDown = 0;
    lastUp = 0;
    rows.clear();
    item.setConnections(List.of());
  }

  /** Sets rates to zero and keeps the rows. */
  void end() {
    for (ConnectionItem row : item.connections()) {
      if (row.isOpen()) {
        row.setEnd(Words.of("tunnel.closed"));
      }
    }
  }

  void read(TrafficMeter meter, double seconds) {
    long down = meter.bytesDown();
    long up = meter.bytesUp();
    long downRate = Math.max(0, Math.round((down - lastDown) / seconds));
    long upRate = Math.max(0, Math.round((up - lastUp) / seconds));
    lastDown = down;
    lastUp = up;
    Traffic now =
        new Traffic(meter.open(), meter.total(), down, up, downRate, upRate, meter.dropped());
    if (!now.equals(item.traffic())) {
      item.setTraffic(now);
    }
    item.history().add(downRate, upRate);
    list(meter);
  }

  private void list(TrafficMeter meter) {
    List<TunnelConnection> all = meter.connections().stream().limit(MAX_ROWS).toList();
    rows.keySet().retainAll(all);
    List<ConnectionItem> shown = new ArrayList<>(all.size());
    for (TunnelConnection connection : all) {
      ConnectionItem row =
          rows.computeIfAbsent(
              connection, known -> new ConnectionItem(words(known), known.since()));
      row.setBytes(connection.bytesDown(), connection.bytesUp());
      TunnelConnection.End end = connection.end();
      if (end != null && row.isOpen()) {
        row.setEnd(end.reason().isBlank() ? Words.of("tunnel.closed") : end.reason());
      }
      shown.add(row);
    }
    if (!item.connections().equals(shown)) {
      item.setConnections(shown);
    }
  }

  /** Where a connection comes from, and where it leads if the program has chosen. */
  private static String words(TunnelConnection connection) {
    String from = words(connection.from());
    HostPort target = connection.target();
    return target == null ? from : from + " → " + target;
  }

  private static String words(SocketAddress from) {
    if (from instanceof InetSocketAddress address) {
      String host = address.getAddress().getHostAddress();
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
    return from.toString();
  }
}
