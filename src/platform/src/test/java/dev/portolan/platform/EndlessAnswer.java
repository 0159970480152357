package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.platform.testing.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** An answer that goes on, byte by byte, until the client breaks it off. */
final class EndlessAnswer implements Reply {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<Integer> written = new CompletableFuture<>();

  @Override
  public void send(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    int bytes = 0;
    begun.countDown();
    try {
      for (; bytes <= PlatformLimits.MAX_BODY; bytes++) {
        body.write(' ');
        body.flush();
      }
    } catch (IOException e) {
      // As it should be.
    }
    written.complete(bytes);
  }

  /** Cancels a call in the middle of the answer, which has to end it long before its limit. */
  void isBrokenOffByCancelling(Future<?> call) throws InterruptedException {
    begun.await();
    call.cancel(true);
    assertThat(Account.get(written)).isLessThan(PlatformLimits.MAX_BODY / 2);
    assertThat(call.isCancelled()).isTrue();
  }
}
