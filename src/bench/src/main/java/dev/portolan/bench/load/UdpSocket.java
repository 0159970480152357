package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A local UDP socket for numbered datagrams of 64 bytes. */
final class UdpSocket implements AutoCloseable {
  private static final int DATAGRAM_BYTES = 64;
  private static final int BUFFER_BYTES = 4 * 1024 * 1024;

  private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
  private final DatagramChannel channel;
  private final Selector selector;

  UdpSocket(InetSocketAddress address) throws IOException {
    channel =
        DatagramChannel.open()
            .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES)
            .setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES)
            .connect(address);
    channel.configureBlocking(false);
    selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
  }

  void send(long number) throws IOException {
    channel.write(out.clear().putLong(0, number));
  }

  /** The number of a received datagram, or -1. */
  long poll() throws IOException {
    return channel.read(in.clear()) > 0 ? in.getLong(0) : -1;
  }

  /** The number of the next datagram received within the time, else -1. */
  long poll(long millis) throws IOException {
    long number = poll();
    if (number < 0) {
      selector.select(key -> {}, millis);
      number = poll();
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
