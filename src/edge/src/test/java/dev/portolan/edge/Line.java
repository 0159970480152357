package dev.portolan.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP line to a port on loopback that a test can break: what goes through it is passed on, as are
 * ends and resets. Each connection through it is one of its own to the port.
 */
public final class Line implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  /** A line to that port. */
  public Line(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it begins. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Nothing passes any more, and nobody is told. */
  public void cut() {
    cut = true;
  }

  /** Resets all connections, as the system of a machine does whose program was killed. */
  public void reset() {
    sockets.forEach(Line::reset);
    sockets.clear();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        join(listener.accept());
      } catch (IOException e) {
        return; // Closed by the test.
      }
    }
  }

  private void join(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(near, far));
      Thread.ofVirtual().start(() -> carry(near, far));
      Thread.ofVirtual().start(() -> carry(far, near));
    } catch (IOException e) {
      reset(near); // Nobody listens at the target now.
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] bytes = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (!cut) {
          out.write(bytes, 0, count);
        }
      }
      if (!cut) {
        to.shutdownOutput();
      }
    } catch (IOException e) {
      // One of its ends has broken off, which the other is told unless the line is cut.
      if (!cut) {
        reset(from);
        reset(to);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
