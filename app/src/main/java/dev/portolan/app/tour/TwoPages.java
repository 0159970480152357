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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A web server on this computer: one page comes at once, the other stops half way for a while. */
final class TwoPages implements AutoCloseable {
  static final int LENGTH = 8_000_000;
  static final String WHOLE = "/whole";
  static final String SLOW = "/slow";
  private static final int HALF = LENGTH / 2;

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final HttpServer server;

  TwoPages() throws IOException {
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

  /** How many bytes a page has when it is fetched from a local port. */
  CompletableFuture<Integer> length(int port, String page) {
    return CompletableFuture.supplyAsync(
        () -> {
          URI address = URI.create("http://127.0.0.1:" + port + page);
          try (InputStream answer = address.toURL().openStream()) {
            return answer.readAllBytes().length;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void answer(HttpExchange exchange, boolean slow) throws IOException {
    exchange.sendResponseHeaders(200, LENGTH);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(new byte[HALF]);
      out.flush();
      if (!slow || goOn.await(60, TimeUnit.SECONDS)) {
        out.write(new byte[HALF]);
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
