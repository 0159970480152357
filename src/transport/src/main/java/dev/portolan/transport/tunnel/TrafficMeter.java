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
 * A tunnel's open and recent connections, and counters. Written by event loops, polled by any
 * thread; values are not an atomic snapshot.
 */
public final class TrafficMeter {
  /** How many ended connections are kept. */
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

  /** The number of open connections. */
  public int open() {
    return open.size();
  }

  /** The number of connections granted so far. */
  public long total() {
    return connections.sum();
  }

  /** The number of connections not granted. */
  public long failed() {
    return failures.sum();
  }

  /** The number of datagrams dropped for lack of room, 0 for TCP. */
  public long dropped() {
    return drops.sum();
  }

  /** Open connections, then at most {@value #HISTORY} ended ones, the latest first. */
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
