package dev.portolan.app.view;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web server on this computer whose page stops half way until it is told to go on. */
final class SlowPage implements AutoCloseable {
  static final int LENGTH = 1_600_000;

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  SlowPage() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void finish() {
    goOn.countDown();
  }

  /** How many bytes come from a local port. */
  static CompletableFuture<Integer> length(int port) {
    HttpClient client = HttpClient.newHttpClient();
    return client
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(answer -> answer.body().length)
        .whenComplete((length, failure) -> client.shutdown());
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, LENGTH);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(new byte[LENGTH / 2]);
      out.flush();
      if (goOn.await(60, TimeUnit.SECONDS)) {
        out.write(new byte[LENGTH / 2]);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finish();
    server.stop(0);
    threads.close();
  }
}
