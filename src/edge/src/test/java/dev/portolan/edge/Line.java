package dev.portolan.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy to a port on loopback that a test can break. It forwards data, FIN and reset, with
 * one outgoing connection per incoming one.
 */
public final class Line implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Duration delay;
  private volatile boolean cut;

  /** Starts a proxy to that port. */
  public Line(int target) throws IOException {
    this(target, Duration.ZERO);
  }

  /**
   * Starts a proxy to a port that is far away.
   *
   * @param delay how long bytes are on the way, in each direction; for a few bytes at a time
   */
  Line(int target, Duration delay) throws IOException {
    this.target = target;
    this.delay = delay;
    Thread.ofVirtual().start(this::accept);
  }

  /** The proxy's own port. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Silently drops everything from now on. */
  public void cut() {
    cut = true;
  }

  /** Resets all connections, like an operating system after its process was killed. */
  public void reset() {
    sockets.forEach(Line::reset);
    sockets.clear();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // Already closed.
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
        LockSupport.parkNanos(delay.toNanos());
        if (!cut) {
          out.write(bytes, 0, count);
        }
      }
      if (!cut) {
        to.shutdownOutput();
      }
    } catch (IOException e) {
      // One end was reset, which is forwarded unless the proxy is cut.
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
