package dev.portolan.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Opens connections to the service through a peer. */
final class Connections {

  private Connections() {}

  /** Opens a connection and sends its purpose. */
  static SocketChannel open(InetSocketAddress address, byte purpose) throws IOException {
    SocketChannel connection = SocketChannel.open(address);
    connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteBuffer first = ByteBuffer.allocateDirect(1).put(0, purpose);
    connection.write(first);
    return connection;
  }

  /** Reads one byte. */
  static void awaitByte(SocketChannel connection, ByteBuffer buffer) throws IOException {
    if (connection.read(buffer.clear().limit(1)) != 1) {
      throw new IOException("the connection ended without an answer");
    }
  }
}
