package dev.portolan.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.platform.testing.Reply;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.tls.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The way to the server: what is trusted, how long it may take. */
class CallsTest {
  private static final String TUNNEL = "CONNECT far.invalid:443 HTTP/1.1";

  private static PlatformException failure(PlatformAddress address) throws PlatformException {
    return failure(address, PlatformLimits.DEFAULT);
  }

  private static PlatformException failure(PlatformAddress address, PlatformLimits limits)
      throws PlatformException {
    try (Calls calls = new Calls(address, limits)) {
      return Account.failure(
          calls.send(calls.get("/x").header("Authorization", "Bearer canary-token"), new Flight()));
    }
  }

  @Test
  void sendNothingToAServerThatIsNotTrusted() throws PlatformException {
    try (Account account = new Account();
        Account other = new Account()) {
      PlatformAddress address = account.server.address();

      PlatformException failure =
          failure(
              new PlatformAddress(address.base(), other.server.address().trust(), address.proxy()));

      assertThat(failure.problem()).isEqualTo(PlatformProblem.NOT_TRUSTED);
      assertThat(failure)
          .hasMessageMatching(
              "The certificate of localhost \\(.*\\) comes from an authority that is not trusted"
                  + " here\\.");
      assertThat(account.server.received()).isEmpty();
    }
  }

  @Test
  void sendNothingToAServerOfAnotherName() throws PlatformException {
    try (Account account = new Account()) {
      PlatformAddress address = account.server.address();

      PlatformException failure =
          failure(
              new PlatformAddress(
                  URI.create("https://127.0.0.1:" + address.port()),
                  address.trust(),
                  address.proxy()));

      assertThat(failure.problem()).isEqualTo(PlatformProblem.NOT_TRUSTED);
      assertThat(failure).hasMessage("The certificate shown by 127.0.0.1 is for localhost.");
      assertThat(account.server.received()).isEmpty();
    }
  }

  @Test
  void sayWhenNothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    PlatformException failure = failure(at("https://localhost:" + port));

    assertThat(failure.problem()).isEqualTo(PlatformProblem.UNREACHABLE);
    assertThat(failure).hasMessage("localhost cannot be reached.");
  }

  @Test
  void sayWhenANameIsNotKnown() throws PlatformException {
    PlatformException failure = failure(at("https://no-such-host.invalid"));

    assertThat(failure.problem()).isEqualTo(PlatformProblem.UNREACHABLE);
    assertThat(failure).hasMessage("The name no-such-host.invalid is not known.");
  }

  @Test
  void endAnAnswerThatTrickles() throws PlatformException {
    try (Account account = new Account()) {
      CountDownLatch over = new CountDownLatch(1);
      account.server.script(
          "/x",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });

      PlatformException failure =
          failure(account.server.address(), Account.limits(Duration.ofSeconds(1)));
      over.countDown();

      assertThat(failure.problem()).isEqualTo(PlatformProblem.TIMED_OUT);
      assertThat(failure).hasMessage("localhost did not answer within 1 second.");
    }
  }

  @Test
  void takeAnAnswerUpToTheLimit() throws PlatformException {
    try (Account account = new Account();
        Calls calls = new Calls(account.server.address(), PlatformLimits.DEFAULT)) {
      String most = " ".repeat(PlatformLimits.MAX_BODY);
      account.server.script("/x", Reply.json(200, most), Reply.json(200, most + " "));

      assertThat(Account.get(calls.send(calls.get("/x"), new Flight())).body())
          .hasSize(PlatformLimits.MAX_BODY);
      assertThat(Account.failure(calls.send(calls.get("/x"), new Flight())).problem())
          .isEqualTo(PlatformProblem.TOO_LARGE);
    }
  }

  @Test
  void sayWhenWhatAnswersSpeaksNoTls() throws IOException {
    PlatformException failure = failureWith("HTTP/1.1 400 Bad Request\r\n\r\n");

    assertThat(failure.problem()).isEqualTo(PlatformProblem.NOT_TRUSTED);
    assertThat(failure).hasMessage("What answers at 127.0.0.1 does not speak TLS.");
  }

  @Test
  void sayWhenTheHandshakeIsBrokenOff() throws IOException {
    PlatformException failure = failureWith("");

    assertThat(failure).hasMessage("127.0.0.1 closed the connection during the TLS handshake.");
    assertThat(failure.problem()).isEqualTo(PlatformProblem.BROKEN_OFF);
  }

  /** The failure of a call to a server that answers the handshake like this. */
  private static PlatformException failureWith(String bytes) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    try (var socket = server.accept()) {
                      socket.getInputStream().read();
                      socket.getOutputStream().write(bytes.getBytes(US_ASCII));
                      socket.shutdownOutput();
                      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                    }
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      return failure(at("https://127.0.0.1:" + server.getLocalPort()));
    }
  }

  @Test
  void refuseAProxyThatTheyCannotUse() {
    for (String proxy : new String[] {"socks5://proxy.example", "http://u:canary@proxy.example"}) {
      PlatformAddress address =
          new PlatformAddress(
              URI.create("https://localhost"),
              new Trust.System(),
              ProxyChoice.Explicit.parse(proxy));

      assertThatThrownBy(() -> new Calls(address, PlatformLimits.DEFAULT))
          .isInstanceOf(PlatformException.class)
          .hasMessageStartingWith("The proxy proxy.example:")
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void goThroughTheProxy() throws IOException {
    CompletableFuture<String> asked = new CompletableFuture<>();
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = proxy.accept()) {
                  String line =
                      new String(socket.getInputStream().readNBytes(TUNNEL.length()), US_ASCII);
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
                  asked.complete(line);
                } catch (IOException e) {
                  asked.completeExceptionally(e);
                }
              });
      PlatformAddress address =
          new PlatformAddress(
              URI.create("https://far.invalid"),
              new Trust.System(),
              ProxyChoice.Explicit.parse("http://127.0.0.1:" + proxy.getLocalPort()));

      assertThat(failure(address)).isNotNull();
    }
    assertThat(Account.get(asked)).isEqualTo(TUNNEL);
  }

  private static PlatformAddress at(String url) {
    return new PlatformAddress(URI.create(url), new Trust.System(), new ProxyChoice.None());
  }
}
