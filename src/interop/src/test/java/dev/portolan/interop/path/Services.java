package dev.portolan.interop.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/** The services behind a path, on loopback. */
final class Services implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final ServerSocket tcpEcho;
  private final ServerSocket tcpReply;
  private final DatagramSocket udpEcho;
  private final DatagramSocket udpRequests;

  Services() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    tcpEcho = new ServerSocket(0, 256, loopback);
    tcpReply = new ServerSocket(0, 256, loopback);
    udpEcho = new DatagramSocket(0, loopback);
    udpRequests = new DatagramSocket(0, loopback);
    accept(tcpEcho, Services::echo);
    accept(tcpReply, Services::reply);
    Thread.ofPlatform().daemon().start(this::echoDatagrams);
    Thread.ofPlatform().daemon().start(this::serveTransfers);
  }

  /** Echoes data until the end. */
  InetSocketAddress tcpEcho() {
    return (InetSocketAddress) tcpEcho.getLocalSocketAddress();
  }

  /** Reads one line and echoes it twice after a delay. */
  InetSocketAddress tcpReply() {
    return (InetSocketAddress) tcpReply.getLocalSocketAddress();
  }

  /** Echoes datagrams. */
  InetSocketAddress udpEcho() {
    return (InetSocketAddress) udpEcho.getLocalSocketAddress();
  }

  /**
   * Replies to each request from a new port, and to datagrams sent there, with a "+" prepended, as
   * TFTP does.
   */
  InetSocketAddress udpTransfers() {
    return (InetSocketAddress) udpRequests.getLocalSocketAddress();
  }

  private interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  private static void accept(ServerSocket listener, Conversation conversation) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!listener.isClosed()) {
                try {
                  Socket socket = listener.accept();
                  Thread.ofVirtual().start(() -> hold(socket, conversation));
                } catch (IOException e) {
                  return;
                }
              }
            });
  }

  private static void hold(Socket socket, Conversation conversation) {
    try (socket) {
      conversation.hold(socket);
    } catch (IOException e) {
      // the other end has closed, which the test notices there
    }
  }

  private static void echo(Socket socket) throws IOException {
    socket.getInputStream().transferTo(socket.getOutputStream());
  }

  private static void reply(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
      line.append((char) b);
    }
    OutputStream out = socket.getOutputStream();
    out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    out.flush();
    out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void echoDatagrams() {
    byte[] buffer = new byte[LARGEST_DATAGRAM];
    while (!udpEcho.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udpEcho.receive(packet);
        udpEcho.send(packet);
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serveTransfers() {
    byte[] buffer = new byte[LARGEST_DATAGRAM];
    while (!udpRequests.isClosed()) {
      try {
        DatagramPacket request = new DatagramPacket(buffer, buffer.length);
        udpRequests.receive(request);
        byte[] content = Arrays.copyOf(buffer, request.getLength());
        var client = request.getSocketAddress();
        Thread.ofVirtual().start(() -> transfer(content, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void transfer(byte[] request, java.net.SocketAddress client) {
    byte[] buffer = new byte[LARGEST_DATAGRAM];
    try (DatagramSocket own = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      own.setSoTimeout(30_000);
      byte[] content = request;
      while (true) {
        byte[] answer = new byte[content.length + 1];
        answer[0] = '+';
        System.arraycopy(content, 0, answer, 1, content.length);
        own.send(new DatagramPacket(answer, answer.length, client));
        DatagramPacket next = new DatagramPacket(buffer, buffer.length);
        own.receive(next);
        content = Arrays.copyOf(buffer, next.getLength());
      }
    } catch (IOException e) {
      // the socket was closed
    }
  }

  @Override
  public void close() {
    close(tcpEcho);
    close(tcpReply);
    udpEcho.close();
    udpRequests.close();
  }

  private static void close(ServerSocket listener) {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
