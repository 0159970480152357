package dev.portolan.transport.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.testing.TestCertificates;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.tls.Trust;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Edges that answer the request for an invitation with whatever they like. */
class InvitationClientTest {
  private static final String TOKEN = "canary-token";
  private static final String CODE = "01234-56789-ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567";
  private static final String OPEN = "invitation " + CODE + " https://edge.example:8443 3600\n";
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final EventLoopGroup GROUP = EventLoops.create("invitation-client-test", 1);

  private final InvitationClient client = new InvitationClient(new EdgeConnector(GROUP));

  @AfterAll
  static void stop() {
    GROUP.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void theCodeIsReadAndThenTheDevice() throws Exception {
    AtomicReference<String> head = new AtomicReference<>("");
    String answer = chunked(OPEN, "\n", "\n", "news of tomorrow\n", "dev", "ice " + ID + "\n");
    try (TestEdge edge = edge(answer, head)) {
      OpenInvitation open = invite(edge, "pump-7").get(30, TimeUnit.SECONDS);

      assertThat(open.invitation().validity()).isEqualTo(Duration.ofHours(1));
      assertThat(open.invitation().command())
          .isEqualTo("portolan device --enrol https://edge.example:8443 --code " + CODE);
      assertThat(open.device().get(30, TimeUnit.SECONDS)).isEqualTo(ID);
      assertThat(head.get())
          .startsWith("POST /.well-known/portolan-invitation HTTP/1.1\r\n")
          .containsIgnoringCase("Portolan-Device: pump-7\r\n")
          .containsIgnoringCase("Authorization: " + TOKEN);
      assertThat(open.toString()).doesNotContain(CODE.substring(0, 11));
    }
  }

  @Test
  void aNameThatIsNoneIsNotSent() {
    assertThatThrownBy(() -> client.invite(endpoint(1), "a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the name of a device has up to 63");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        answered(Problem.UPGRADE_UNAUTHORIZED, status("401 Unauthorized", "unknown token")),
        answered(Problem.INVITATION_REFUSED, status("403 Forbidden", "may not invite")),
        answered(Problem.INVITATION_NOT_OFFERED, status("404 Not Found", "no authority")),
        answered(Problem.INVITATION_NOT_OFFERED, status("404 Not Found", "<html>secret</html>")),
        answered(Problem.INVITATION_NOT_OFFERED, status("405 Method Not Allowed", "x")),
        answered(Problem.INVITATION_NOT_OFFERED, status("426 Upgrade Required", "speaks only")),
        answered(Problem.INVITATION_NOT_OFFERED, status("501 Not Implemented", "x")),
        answered(Problem.INVITATION_NOT_OFFERED, status("302 Found", "")),
        answered(Problem.UPGRADE_TOO_MANY_REQUESTS, status("429 Too Many Requests", "later")),
        answered(Problem.EDGE_TROUBLE, status("500 Internal Server Error", "a disk")),
        answered(Problem.INVITATION_REFUSED, status("403 Forbidden", "\u001b[2J\u0007gone")),
        answered(Problem.UPGRADE_CLOSED, ""),
        answered(Problem.UPGRADE_MALFORMED, "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        answered(Problem.INVITATION_OVER, status("200 OK", "")),
        answered(Problem.UPGRADE_MALFORMED, status("200 OK", "hello\n")),
        answered(Problem.UPGRADE_MALFORMED, status("200 OK", "x".repeat(70_000))),
        answered(Problem.INVITATION_OVER, status("200 OK", "\n".repeat(65_536))),
        answered(Problem.UPGRADE_MALFORMED, status("200 OK", "\n".repeat(65_537))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace("01234", "0123!"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace("3600", "0"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace("3600", "86401"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace("https", "http"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace(":8443", "/path"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace("edge.", "user@edge."))),
        // What a shell would run, if a person pasted it.
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace("edge.", "edge.$(id)"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace(":8443", ":8443;id"))),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN.replace(":8443", "?`id`"))));
  }

  private static Arguments answered(Problem problem, String answer) {
    return Arguments.of(problem, answer);
  }

  @ParameterizedTest
  @MethodSource
  void refusals(Problem problem, String answer) throws Exception {
    try (TestEdge edge = edge(answer, new AtomicReference<>(""))) {
      assertFails(invite(edge, "pump-7"), problem);
    }
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        answered(Problem.INVITATION_OVER, chunked(OPEN)),
        answered(Problem.INVITATION_OVER, chunked(OPEN.replace("3600", "1"))),
        answered(Problem.INVITATION_OVER, chunked(OPEN.replace("3600", "86400"))),
        answered(Problem.LINK_LOST, chunked(OPEN).replace("0\r\n\r\n", "")),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN, "device ../x\n")),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN, "device \n")),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN, "device " + ID + "0\n")),
        answered(Problem.UPGRADE_MALFORMED, chunked(OPEN, "x\n".repeat(40_000))));
  }

  @ParameterizedTest
  @MethodSource
  void ends(Problem problem, String answer) throws Exception {
    try (TestEdge edge = edge(answer, new AtomicReference<>(""))) {
      assertFails(invite(edge, "pump-7").get(30, TimeUnit.SECONDS).device(), problem);
    }
  }

  private static void assertFails(Future<?> attempt, Problem problem) {
    assertThat(attempt.awaitUninterruptibly(40, TimeUnit.SECONDS)).isTrue();
    assertThat(attempt.cause()).isInstanceOf(EdgeException.class);
    EdgeException failure = (EdgeException) attempt.cause();
    assertThat(failure.problem()).isEqualTo(problem);
    assertThat(failure.getMessage())
        .matches("[ -~]{10,300}")
        .doesNotContain("<html>")
        .doesNotContain(TOKEN);
  }

  private Future<OpenInvitation> invite(TestEdge edge, String device) {
    return client.invite(endpoint(edge.port()), device);
  }

  private static Endpoint endpoint(int port) {
    return new Endpoint(
        URI.create("https://localhost:" + port + "/base"),
        Authorization.of(TOKEN),
        new Trust.Authorities(List.of(TestCertificates.AUTHORITY.getCertificate())),
        null,
        new ProxyChoice.None());
  }

  private static TestEdge edge(String answer, AtomicReference<String> heard) {
    return TestEdge.builder()
        .certificate(TestCertificates.LOCALHOST)
        .answer(
            (edge, channel, head) -> {
              heard.set(head);
              channel
                  .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8))
                  .addListener(written -> channel.close());
            })
        .start();
  }

  private static String status(String status, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String chunked(String... pieces) {
    StringBuilder answer =
        new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String piece : pieces) {
      answer
          .append(Integer.toHexString(piece.length()))
          .append("\r\n")
          .append(piece)
          .append("\r\n");
    }
    return answer.append("0\r\n\r\n").toString();
  }
}
