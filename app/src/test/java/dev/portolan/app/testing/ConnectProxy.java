package dev.portolan.app.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP proxy on loopback that opens ways by CONNECT, for one user if it has one. */
public final class ConnectProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final String expected;

  /**
   * Starts a proxy.
   *
   * @param credentials {@code user:password}; empty if anybody may use it
   */
  public ConnectProxy(String credentials) throws IOException {
    expected =
        credentials.isEmpty()
            ? ""
            : "proxy-authorization: basic "
                + Base64.getEncoder()
                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
                    .toLowerCase(Locale.ROOT);
    Thread.ofVirtual().name("connect-proxy").start(this::accept);
  }

  /** Its address, with a user in front of the host if one is given. */
  public String url(String user) {
    return "http://" + (user.isEmpty() ? "" : user + "@") + "127.0.0.1:" + listener.getLocalPort();
  }

  /** The heads of all requests so far. */
  public Queue<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      requests.add(head);
      if (!expected.isEmpty() && !head.toLowerCase(Locale.ROOT).contains(expected)) {
        say(
            client,
            String.join(
                "\r\n",
                "HTTP/1.1 407 Who are you",
                "Proxy-Authenticate: Basic realm=\"test\"",
                "Content-Length: 0",
                "",
                ""));
        return;
      }
      String target = head.split(" ", 3)[1];
      int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
      try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
        open.add(far);
        say(client, "HTTP/1.1 200 Go on\r\n\r\n");
        Thread back = Thread.ofVirtual().start(() -> copy(far, client));
        in.transferTo(far.getOutputStream());
        far.shutdownOutput();
        back.join();
      }
    } catch (IOException | InterruptedException broken) {
      // an end went away, which the other notices
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      // an end went away, which the other notices
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > 8_192) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void say(Socket client, String answer) throws IOException {
    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
