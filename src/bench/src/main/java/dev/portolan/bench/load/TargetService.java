package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The service behind every peer. The first byte of a TCP connection is its purpose: sink, source or
 * echo. Datagrams are echoed.
 */
public final class TargetService implements AutoCloseable {
  static final byte SINK = 'u';
  static final byte SOURCE = 'd';
  static final byte ECHO = 'e';

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int UDP_BUFFER_BYTES = 4 * 1024 * 1024;
  private static final int BACKLOG = 4096;

  private final ServerSocketChannel tcp;
  private final DatagramChannel udp;
  private final ExecutorService connections =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("target-", 0).factory());
  private final LongAdder sunk = new LongAdder();
  private final AtomicInteger open = new AtomicInteger();

  private TargetService(ServerSocketChannel tcp, DatagramChannel udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  /** Listens on a free loopback port for each of TCP and UDP. */
  public static TargetService start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ServerSocketChannel tcp = ServerSocketChannel.open().bind(any, BACKLOG);
    DatagramChannel udp =
        DatagramChannel.open()
            .setOption(StandardSocketOptions.SO_RCVBUF, UDP_BUFFER_BYTES)
            .setOption(StandardSocketOptions.SO_SNDBUF, UDP_BUFFER_BYTES)
            .bind(any);
    TargetService service = new TargetService(tcp, udp);
    Thread.ofPlatform().daemon().name("target-accept").start(service::accept);
    Thread.ofPlatform().daemon().name("target-udp").start(service::echoDatagrams);
    return service;
  }

  public InetSocketAddress tcpAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.socket().getLocalPort());
  }

  public InetSocketAddress udpAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.socket().getLocalPort());
  }

  /** Bytes received so far by all sink connections. */
  public long sunk() {
    return sunk.sum();
  }

  /** Waits until all connections are closed, so that they do not disturb the next measurement. */
  public void awaitQuiet() throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (open.get() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = tcp.accept();
        open.incrementAndGet();
        connections.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // the service was closed
    }
  }

  private void serve(SocketChannel accepted) {
    try (SocketChannel connection = accepted) {
      connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ByteBuffer first = ByteBuffer.allocateDirect(16).limit(1);
      if (connection.read(first) == 1) {
        switch (first.get(0)) {
          case SINK -> sink(connection);
          case SOURCE -> source(connection);
          default -> echo(connection, first);
        }
      }
    } catch (IOException e) {
      // the measurement has ended and its connections are reset
    } finally {
      open.decrementAndGet();
    }
  }

  private void sink(SocketChannel connection) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    for (int count = 0; count >= 0; count = connection.read(buffer.clear())) {
      sunk.add(count);
    }
  }

  private static void source(SocketChannel connection) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (connection.isOpen()) {
      connection.write(buffer.clear());
    }
  }

  private static void echo(SocketChannel connection, ByteBuffer buffer) throws IOException {
    for (int count = 1; count >= 0; count = connection.read(buffer.clear().limit(1))) {
      connection.write(buffer.flip());
    }
  }

  private void echoDatagrams() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    try {
      while (true) {
        SocketAddress from = udp.receive(buffer.clear());
        udp.send(buffer.flip(), from);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
    connections.shutdownNow();
  }
}
