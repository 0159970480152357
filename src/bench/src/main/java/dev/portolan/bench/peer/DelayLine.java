package dev.portolan.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A TCP forwarder that adds a fixed delay in each direction. */
final class DelayLine implements Closeable {
  private static final int PIECE_BYTES = 64 * 1024;

  /** Most bytes in flight in one direction, more than any peer's window. */
  private static final int LINE_BYTES = 64 * 1024 * 1024;

  private record Piece(long dueNanos, ByteBuffer bytes) {}

  private final ServerSocketChannel listener;
  private final InetSocketAddress target;
  private final long delayNanos;

  private DelayLine(ServerSocketChannel listener, InetSocketAddress target, int delayMillis) {
    this.listener = listener;
    this.target = target;
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
  }

  /**
   * Listens on a free loopback port.
   *
   * @param delayMillis in each direction; a round trip takes twice that
   */
  static DelayLine start(InetSocketAddress target, int delayMillis) throws IOException {
    ServerSocketChannel listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    DelayLine line = new DelayLine(listener, target, delayMillis);
    Thread.ofPlatform().daemon().name("delay-accept").start(line::accept);
    return line;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel near = listener.accept();
        SocketChannel far = SocketChannel.open(target);
        near.setOption(StandardSocketOptions.TCP_NODELAY, true);
        far.setOption(StandardSocketOptions.TCP_NODELAY, true);
        carry(near, far);
        carry(far, near);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void carry(SocketChannel from, SocketChannel to) {
    BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>();
    Semaphore room = new Semaphore(LINE_BYTES);
    Thread.ofPlatform().daemon().name("delay-in").start(() -> take(from, underWay, room));
    Thread.ofPlatform().daemon().name("delay-out").start(() -> give(to, underWay, room));
  }

  private void take(SocketChannel from, BlockingQueue<Piece> underWay, Semaphore room) {
    ByteBuffer block = ByteBuffer.allocateDirect(PIECE_BYTES);
    try {
      while (from.read(block.clear()) >= 0) {
        ByteBuffer bytes = ByteBuffer.allocate(block.flip().remaining()).put(block).flip();
        room.acquire(bytes.remaining());
        underWay.put(new Piece(System.nanoTime() + delayNanos, bytes));
      }
    } catch (IOException | InterruptedException e) {
      // connection lost; the other side sees its end
    }
    underWay.add(new Piece(System.nanoTime() + delayNanos, ByteBuffer.allocate(0)));
  }

  private static void give(SocketChannel to, BlockingQueue<Piece> underWay, Semaphore room) {
    try (to) {
      for (Piece piece = underWay.take(); piece.bytes().hasRemaining(); piece = underWay.take()) {
        int length = piece.bytes().remaining();
        long wait = piece.dueNanos() - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        while (piece.bytes().hasRemaining()) {
          to.write(piece.bytes());
        }
        room.release(length);
      }
    } catch (IOException | InterruptedException e) {
      // end of this direction; closing the socket ends the other one
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
