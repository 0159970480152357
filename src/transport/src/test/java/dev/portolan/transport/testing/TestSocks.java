package dev.portolan.transport.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A SOCKS5 proxy on loopback that wants a name and a password, and opens the way to loopback. */
public final class TestSocks implements AutoCloseable {
  private static final int VERSION = 5;
  private static final int BY_PASSWORD = 2;
  private static final int BY_NAME = 3;

  private final ServerSocket listener;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  public TestSocks() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** User, password and target of each, as {@code user:password@host:port}. */
  public Queue<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listener.accept();
        sockets.add(near);
        Thread.ofVirtual().start(() -> serve(near));
      }
    } catch (SocketException e) {
      // Closed with the test.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket near) {
    try {
      DataInputStream in = new DataInputStream(near.getInputStream());
      OutputStream out = near.getOutputStream();
      in.skipNBytes(1);
      in.skipNBytes(in.readUnsignedByte());
      out.write(new byte[] {VERSION, BY_PASSWORD});
      in.skipNBytes(1);
      String user = text(in);
      String password = text(in);
      out.write(new byte[] {1, 0});
      in.skipNBytes(3);
      if (in.readUnsignedByte() != BY_NAME) {
        throw new IOException("the proxy is to look up the name");
      }
      String host = text(in);
      int port = in.readUnsignedShort();
      requests.add(user + ":" + password + "@" + host + ":" + port);
      Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(far);
      out.write(new byte[] {VERSION, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      Thread.ofVirtual().start(() -> copy(far, near));
      copy(near, far);
    } catch (IOException e) {
      close(near);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them was closed.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(TestSocks::close);
  }
}
