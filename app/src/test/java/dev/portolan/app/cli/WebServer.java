package dev.portolan.app.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real web server with one file of random bytes, on a free loopback port. */
final class WebServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] file;

  WebServer(int bytes) throws IOException {
    this.file = new byte[bytes];
    new Random(bytes).nextBytes(file);
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(workers);
    server.createContext(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, file.length);
          try (var body = exchange.getResponseBody()) {
            body.write(file);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String checksum() throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
  }

  /** Fetches the file from this local port and returns its checksum. */
  static String download(String hostPort) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://" + hostPort + "/file").toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(60_000);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream body = new DigestInputStream(connection.getInputStream(), digest)) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
