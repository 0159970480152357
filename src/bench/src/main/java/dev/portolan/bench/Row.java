package dev.portolan.bench;

import dev.portolan.bench.load.Bulk;
import dev.portolan.bench.load.IdleStreams;
import dev.portolan.bench.load.NewConnections;
import dev.portolan.bench.load.Ping;
import dev.portolan.bench.load.PingBesideBulk;
import dev.portolan.bench.load.UdpEcho;
import dev.portolan.bench.load.UdpLoss;
import dev.portolan.bench.load.Work;
import java.util.List;

/**
 * A row of the table: a kind of work with its setup.
 *
 * @param id the id for the command line
 * @param title the title in the table
 * @param work the work to measure
 * @param udp whether it uses UDP
 * @param delayMillis one-way delay of the client's connection
 * @param fresh whether each measurement needs fresh processes
 */
record Row(String id, String title, Work work, boolean udp, int delayMillis, boolean fresh) {
  /** The one-way delay of high-latency rows. */
  private static final int LONG_LINE_MILLIS = 20;

  static List<Row> all() {
    return List.of(
        tcp("bulk-1-up", "bulk, 1 stream, up", new Bulk(1, true)),
        tcp("bulk-1-down", "bulk, 1 stream, down", new Bulk(1, false)),
        tcp("bulk-8-up", "bulk, 8 streams, up", new Bulk(8, true)),
        tcp("bulk-8-down", "bulk, 8 streams, down", new Bulk(8, false)),
        tcp("ping", "ping, 1 byte", new Ping()),
        tcp("mixed", "ping beside bulk down", new PingBesideBulk()),
        tcp("connect-1", "new connections, 1 at once", new NewConnections(1)),
        tcp("connect-64", "new connections, 64 at once", new NewConnections(64)),
        udp("udp", "UDP echo, 64 bytes, 64 outstanding", new UdpEcho(64)),
        udp("udp-10k", "UDP, 10,000 a second offered", new UdpLoss(10_000)),
        udp("udp-40k", "UDP, 40,000 a second offered", new UdpLoss(40_000)),
        new Row("idle", "1,000 idle streams", new IdleStreams(1_000), false, 0, true),
        far("far-down", "40 ms round trip, 1 stream, down", new Bulk(1, false)),
        far("far-up", "40 ms round trip, 1 stream, up", new Bulk(1, true)),
        far("far-connect", "40 ms round trip, new connection", new NewConnections(1)));
  }

  private static Row tcp(String id, String title, Work work) {
    return new Row(id, title, work, false, 0, false);
  }

  private static Row udp(String id, String title, Work work) {
    return new Row(id, title, work, true, 0, false);
  }

  private static Row far(String id, String title, Work work) {
    return new Row(id, title, work, false, LONG_LINE_MILLIS, false);
  }
}
