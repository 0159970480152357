package dev.portolan.edge.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request over plain HTTP, byte by byte as the test writes it. */
public final class PlainHttp {
  private static final int PATIENCE_MILLIS = 30_000;

  private PlainHttp() {}

  /** The whole answer to GET. */
  public static String get(InetSocketAddress server, String path) throws IOException {
    return send(server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** All bytes that come until the server closes. */
  public static String send(InetSocketAddress server, String request) throws IOException {
    try (Socket socket = open(server)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return readAll(socket);
    }
  }

  static Socket open(InetSocketAddress server) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
