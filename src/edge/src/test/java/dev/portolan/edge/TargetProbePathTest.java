package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.probe.TargetAnswer;
import dev.portolan.transport.probe.TargetProbe;
import dev.portolan.transport.probe.TargetQuestion;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TargetProbePathTest {

  private static TargetAnswer ask(LocalService service, TargetQuestion question) {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      TargetAnswer answer = await(TargetProbe.ask(fixture.connect(), service.target(), question));
      fixture.awaitIdle();
      return answer;
    }
  }

  private static LocalService saying(String text) throws IOException {
    return LocalService.start(
        connection -> {
          connection.getOutputStream().write(text.getBytes(UTF_8));
          connection.getInputStream().readAllBytes();
        });
  }

  @Test
  void readsGreetingAndCleansIt() throws IOException {
    try (LocalService ssh = saying("SSH-2.0-Open\u001b[2JSSH_\u202e9\r\nmore")) {
      assertThat(ask(ssh, TargetQuestion.LISTEN))
          .isInstanceOfSatisfying(
              TargetAnswer.Greeting.class,
              greeting ->
                  assertThat(greeting.line())
                      .startsWith("SSH-2.0-Open")
                      .doesNotContain("\u001b", "\u202e", "more"));
    }
  }

  @Test
  void sendsNothingWhereItOnlyListens() throws Exception {
    CompletableFuture<byte[]> got = new CompletableFuture<>();
    try (LocalService quiet =
        LocalService.start(c -> got.complete(c.getInputStream().readAllBytes()))) {
      assertThat(ask(quiet, TargetQuestion.LISTEN)).isEqualTo(new TargetAnswer.Silent());
      assertThat(got.get(20, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void asksWebServerForStatusAndTitle() throws IOException {
    try (LocalService web =
        LocalService.start(
            connection -> {
              head(connection);
              String page = "<html><TITLE lang=en>\n Pump \u0007 7 </title>";
              connection
                  .getOutputStream()
                  .write(("HTTP/1.1 401 No\r\nServer: x\r\n\r\n" + page).getBytes(UTF_8));
              connection.getInputStream().readAllBytes();
            })) {
      assertThat(ask(web, TargetQuestion.HTTP)).isEqualTo(new TargetAnswer.Web(401, "Pump 7"));
    }
  }

  @Test
  void readsNoMoreThanItNeeds() throws Exception {
    CompletableFuture<Long> sent = new CompletableFuture<>();
    try (LocalService flood =
        LocalService.start(
            connection -> {
              head(connection);
              OutputStream out = connection.getOutputStream();
              long count = 0;
              try {
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                for (; ; count += 65_536) {
                  out.write(new byte[65_536]);
                }
              } catch (IOException closed) {
                sent.complete(count);
              }
            })) {
      assertThat(ask(flood, TargetQuestion.HTTP)).isEqualTo(new TargetAnswer.Web(200, ""));
      assertThat(sent.get(20, TimeUnit.SECONDS)).isLessThan(64L << 20);
    }
  }

  @Test
  void seesThatPlainTextIsNotUnderstoodByTls() throws IOException {
    try (LocalService tls =
        LocalService.start(
            connection -> {
              head(connection);
              connection.getOutputStream().write(new byte[] {0x15, 3, 1, 0, 2, 2, 70});
            })) {
      assertThat(ask(tls, TargetQuestion.HTTP)).isEqualTo(new TargetAnswer.TlsRefused());
    }
  }

  /** The edge itself is such a server. */
  @Test
  void readsCertificate() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      HostPort edge = new HostPort("localhost", fixture.edge().address().getPort());
      TargetAnswer answer = await(TargetProbe.ask(fixture.connect(), edge, TargetQuestion.TLS));
      assertThat(answer)
          .isInstanceOfSatisfying(
              TargetAnswer.Tls.class,
              tls -> {
                assertThat(tls.subject()).isNotBlank().doesNotContain("CN=");
                assertThat(tls.expires()).isAfter(Instant.now());
              });
      fixture.awaitIdle();
    }
  }

  @Test
  void saysThatNoTlsIsSpoken() throws IOException {
    try (LocalService ssh = saying("SSH-2.0-x\r\n")) {
      assertThat(ask(ssh, TargetQuestion.TLS)).isEqualTo(new TargetAnswer.TlsRefused());
    }
    try (LocalService closing = LocalService.start(Socket::close)) {
      assertThat(ask(closing, TargetQuestion.HTTP)).isEqualTo(new TargetAnswer.Closed());
    }
  }

  @Test
  void passesOnTheRefusalOfTheDevice() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Future<TargetAnswer> asking =
          TargetProbe.ask(fixture.connect(), new HostPort("127.0.0.1", free), TargetQuestion.HTTP);
      assertThat(awaitFailure(asking))
          .isInstanceOfSatisfying(
              EdgeException.class,
              refusal -> assertThat(refusal.problem()).isEqualTo(Problem.TARGET_REFUSED));
      fixture.awaitIdle();
    }
  }

  /** Reads a request up to its blank line. */
  private static void head(Socket connection) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
      head.write(connection.getInputStream().read());
    }
  }
}
