package dev.portolan.transport.tunnel;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of datagrams that wait for their stream. The oldest are dropped first.
 *
 * <p>On one event loop only. Owns the buffers it holds.
 */
final class DatagramBacklog {
  private static final int MAX_DATAGRAMS = 64;
  private static final int MAX_BYTES = 256 * 1024;

  private final Deque<ByteBuf> waiting = new ArrayDeque<>();
  private final Runnable dropped;
  private int bytes;

  /**
   * Creates an empty backlog.
   *
   * @param dropped called for each dropped datagram
   */
  DatagramBacklog(Runnable dropped) {
    this.dropped = dropped;
  }

  void add(ByteBuf datagram) {
    waiting.add(datagram);
    bytes += datagram.readableBytes();
    while (waiting.size() > MAX_DATAGRAMS || bytes > MAX_BYTES) {
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

  /** The oldest datagram, or null. The caller owns it. */
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
