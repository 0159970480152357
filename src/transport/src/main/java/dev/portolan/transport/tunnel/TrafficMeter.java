package dev.portolan.transport.tunnel;

import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What runs through a tunnel, and ran of late. Written by event loops, to be polled by any thread;
 * a reading is of about one moment.
 */
public final class TrafficMeter {
  /** How many connections are remembered after their end. */
  static final int HISTORY = 100;

  private final InstantSource clock;
  private final LongAdder bytesUp = new LongAdder();
  private final LongAdder bytesDown = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder drops = new LongAdder();
  private final Set<TunnelConnection> open = ConcurrentHashMap.newKeySet();
  private final Deque<TunnelConnection> past = new ConcurrentLinkedDeque<>();
  private final AtomicInteger pastCount = new AtomicInteger();

  TrafficMeter(InstantSource clock) {
    this.clock = clock;
  }

  /** Bytes towards the device since the tunnel was opened. */
  public long bytesUp() {
    return bytesUp.sum();
  }

  /** Bytes from the device since the tunnel was opened. */
  public long bytesDown() {
    return bytesDown.sum();
  }

  /** Connections that are open. */
  public int open() {
    return open.size();
  }

  /** Connections that were ever granted. */
  public long total() {
    return connections.sum();
  }

  /** Connections that were not granted. */
  public long failed() {
    return failures.sum();
  }

  /** Datagrams that were dropped because there was no room for them; 0 for TCP. */
  public long dropped() {
    return drops.sum();
  }

  /** All that are open, and at most {@value #HISTORY} that ended last; the latest end first. */
  public Collection<TunnelConnection> connections() {
    List<TunnelConnection> all = new ArrayList<>(open);
    all.addAll(past);
    return all;
  }

  TunnelConnection begin(SocketAddress from) {
    return new TunnelConnection(this, from, clock.instant());
  }

  void granted(TunnelConnection connection) {
    connections.increment();
    open.add(connection);
  }

  void ended(TunnelConnection connection, String reason) {
    connection.ended(clock.instant(), reason);
    open.remove(connection);
    past.addFirst(connection);
    if (pastCount.incrementAndGet() > HISTORY) {
      past.pollLast();
      pastCount.decrementAndGet();
    }
  }

  void notGranted() {
    failures.increment();
  }

  void drop() {
    drops.increment();
  }

  void up(int bytes) {
    bytesUp.add(bytes);
  }

  void down(int bytes) {
    bytesDown.add(bytes);
  }
}
