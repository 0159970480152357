package dev.portolan.transport.tunnel;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams that wait for their stream: a few, and of them the newest, since a late datagram is
 * worth less than a fresh one.
 *
 * <p>On one event loop only. Owns what it holds.
 */
final class DatagramBacklog {
  private static final int MOST_DATAGRAMS = 64;
  private static final int MOST_BYTES = 256 * 1024;

  private final Deque<ByteBuf> waiting = new ArrayDeque<>();
  private final Runnable dropped;
  private int bytes;

  /**
   * Starts empty.
   *
   * @param dropped hears of each datagram that had to make room
   */
  DatagramBacklog(Runnable dropped) {
    this.dropped = dropped;
  }

  void add(ByteBuf datagram) {
    waiting.add(datagram);
    bytes += datagram.readableBytes();
    while (waiting.size() > MOST_DATAGRAMS || bytes > MOST_BYTES) {
      drop();
    }
  }

  private void drop() {
    ByteBuf oldest = poll();
    if (oldest != null) {
      oldest.release();
      dropped.run();
    }
  }

  /** The oldest, which is the caller's from now on; null if there is none. */
  @Nullable ByteBuf poll() {
    ByteBuf oldest = waiting.poll();
    if (oldest != null) {
      bytes -= oldest.readableBytes();
    }
    return oldest;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Drops all. */
  void clear() {
    while (!waiting.isEmpty()) {
      drop();
    }
  }
}
