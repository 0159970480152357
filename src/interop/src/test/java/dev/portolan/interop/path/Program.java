package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;

/** A local UDP program. */
final class Program implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  Program() throws SocketException {
    socket.setSoTimeout(EveryPath.PATIENCE_MILLIS);
  }

  /** A received datagram with its source. */
  static final class Answer {
    private final SocketAddress from;
    private final byte[] content;

    Answer(SocketAddress from, byte[] content) {
      this.from = from;
      this.content = content;
    }

    SocketAddress from() {
      return from;
    }

    byte[] content() {
      return content;
    }

    String text() {
      return new String(content, UTF_8);
    }
  }

  /** Sends a datagram and waits for the next one. */
  Answer exchange(SocketAddress to, byte[] content) throws IOException {
    socket.send(new DatagramPacket(content, content.length, to));
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    socket.receive(packet);
    return new Answer(
        packet.getSocketAddress(), Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  Answer exchange(SocketAddress to, String text) throws IOException {
    return exchange(to, text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    socket.close();
  }
}
