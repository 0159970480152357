package dev.portolan.app.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A service on loopback that sends each datagram back to where it came from. */
public final class UdpEcho implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int LARGEST = 65_535;

  private final DatagramSocket socket;

  public UdpEcho() throws SocketException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  private void serve() {
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        socket.send(packet);
      } catch (IOException e) {
        return;
      }
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** A program's socket, which waits for an answer for up to half a minute. */
  public static DatagramSocket program() throws SocketException {
    DatagramSocket program = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    program.setSoTimeout(PATIENCE_MILLIS);
    return program;
  }

  /** What comes back for a text that is sent to a local port. */
  public static String exchange(DatagramSocket program, int port, String text) throws IOException {
    byte[] sent = text.getBytes(StandardCharsets.UTF_8);
    program.send(
        new DatagramPacket(
            sent, sent.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
    program.receive(answer);
    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.close();
  }
}
