package dev.portolan.edge;

import dev.portolan.transport.message.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A TCP service on loopback with a thread per connection. */
public final class LocalService implements AutoCloseable {

  /** Serves a connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Behaviour {
    void serve(Socket connection) throws IOException;
  }

  private final ServerSocket listener;

  private LocalService(ServerSocket listener) {
    this.listener = listener;
  }

  /** Starts a service on a free port. */
  public static LocalService start(Behaviour behaviour) throws IOException {
    ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    LocalService service = new LocalService(listener);
    Thread.ofVirtual().start(() -> service.accept(behaviour));
    return service;
  }

  /** Echoes input and its end. */
  public static LocalService echo() throws IOException {
    return start(
        connection -> connection.getInputStream().transferTo(connection.getOutputStream()));
  }

  private void accept(Behaviour behaviour) {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection, behaviour));
      } catch (IOException e) {
        return; // Closed by the test.
      }
    }
  }

  private static void serve(Socket connection, Behaviour behaviour) {
    try (connection) {
      behaviour.serve(connection);
    } catch (IOException e) {
      // Reset by the other side, where the test checks the outcome.
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Host and port for tunnel requests. */
  public HostPort target() {
    return new HostPort("127.0.0.1", port());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
