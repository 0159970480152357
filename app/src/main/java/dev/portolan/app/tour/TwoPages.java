package dev.portolan.app.tour;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A local web server with two pages of the same random bytes. One is sent at once, the other pauses
 * half way.
 */
final class TwoPages implements AutoCloseable {
  static final int LENGTH = 8_000_000;
  static final String WHOLE = "/whole";
  static final String SLOW = "/slow";
  private static final int HALF = LENGTH / 2;

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final byte[] page = new byte[LENGTH];
  private final HttpServer server;

  TwoPages() throws IOException {
    new SplittableRandom().nextBytes(page);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(WHOLE, exchange -> answer(exchange, false));
    server.createContext(SLOW, exchange -> answer(exchange, true));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void finish() {
    goOn.countDown();
  }

  /** Fetches a page from a local port. */
  CompletableFuture<byte[]> fetch(int port, String path) {
    return CompletableFuture.supplyAsync(
        () -> {
          URI address = URI.create("http://127.0.0.1:" + port + path);
          try (InputStream answer = address.toURL().openStream()) {
            return answer.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Compares received with sent bytes.
   *
   * @throws TourException with lengths and checksums if they differ
   */
  void check(byte[] came) throws TourException {
    if (!Arrays.equals(came, page)) {
      throw new TourException(
          "a page of %d bytes (sha256 %s) came with %d bytes (sha256 %s)"
              .formatted(page.length, sum(page), came.length, sum(came)),
          null);
    }
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private void answer(HttpExchange exchange, boolean slow) throws IOException {
    exchange.sendResponseHeaders(200, LENGTH);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(page, 0, HALF);
      out.flush();
      if (!slow || goOn.await(60, TimeUnit.SECONDS)) {
        out.write(page, HALF, LENGTH - HALF);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finish();
    server.stop(0);
  }
}
