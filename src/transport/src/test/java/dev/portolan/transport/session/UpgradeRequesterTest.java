package dev.portolan.transport.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import dev.portolan.transport.testing.TestEdge;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of an edge, and what a person reads of an answer that is none. */
class UpgradeRequesterTest {
  private static final Endpoint EDGE = Endpoint.of(URI.create("https://edge.test"));

  static Stream<Errno> errnos() {
    return SystemTexts.errnos().stream();
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void whateverLinuxSaysOfItIsToldPlainly(Errno errno) {
    for (Throwable failure : SystemTexts.failures(errno)) {
      List<EdgeException> told = new ArrayList<>();
      EmbeddedChannel connection =
          new EmbeddedChannel(new UpgradeRequester(EDGE, headers -> {}, told::add));
      connection.pipeline().fireExceptionCaught(failure);
      assertThat(connection.isOpen()).isFalse();
      connection.finishAndReleaseAll();

      assertThat(told).as("once").hasSize(1);
      PlainWords.assertPlain(told.getFirst().getMessage());
      assertThat(told.getFirst())
          .hasMessage(
              "The connection to edge.test was lost before it answered: "
                  + SocketFailure.words(failure)
                  + ".")
          .returns(Problem.UPGRADE_CLOSED, EdgeException::problem);
    }
  }

  private final List<String> upgraded = new ArrayList<>();
  private final List<EdgeException> refused = new ArrayList<>();
  private final EmbeddedChannel connection =
      new EmbeddedChannel(
          new UpgradeResponseDecoder(),
          new UpgradeRequester(
              EDGE, headers -> upgraded.add(headers.get("Upgrade")), refused::add));

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private void answer(String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  @Test
  void whoWatchesSaysThatItWantsNewsOfDevices() {
    String header = "Portolan-Presence";
    assertThat(UpgradeRequester.request(EDGE, false).headers().contains(header)).isFalse();
    assertThat(UpgradeRequester.request(EDGE, true).headers().get(header)).isEqualTo("1");
  }

  @Test
  void aStatusCountsThoughItsBodyIsBroken() {
    answer("HTTP/1.1 404 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nthe\r\nno length\r\n");
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst())
        .hasMessage("The device is not connected to edge.test (404): the");
  }

  @Test
  void aStatusCountsThoughTheConnectionBreaksInItsBody() {
    answer("HTTP/1.1 403 X\r\nContent-Length: 100\r\n\r\nso far");
    connection.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).hasMessage("edge.test does not let you in (403): so far");
  }

  @Test
  void aStatusCountsThoughTheConnectionEndsInItsBody() {
    answer("HTTP/1.1 403 X\r\nContent-Length: 100\r\n\r\nso far");
    connection.close();
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).hasMessage("edge.test does not let you in (403): so far");
  }

  @Test
  void aPageIsNoUpgrade() {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().problem()).isEqualTo(Problem.UPGRADE_NOT_OFFERED);
  }

  /** With TLS 1.3 the handshake has succeeded by then. */
  @Test
  void aMissingClientCertificateIsToldThoughTheHandshakeIsOver() {
    connection
        .pipeline()
        .fireExceptionCaught(new SSLException("Received fatal alert: bad_certificate"));
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).hasMessage("edge.test wants a client certificate.");
  }

  @Test
  void trailersThatAreTooLongAreTold() {
    answer(
        "HTTP/1.1 404 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nx: "
            + "y".repeat(20_000)
            + "\r\n\r\n");
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().problem()).isEqualTo(Problem.UPGRADE_HEAD_TOO_LARGE);
  }

  /** What is behind such an answer would be taken for frames. */
  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 5"})
  void anUpgradeHasNoBody(String header) {
    answer(TestEdge.SWITCHING + header + "\r\n\r\n");
    assertThat(upgraded).isEmpty();
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst())
        .hasMessage("edge.test switched to another protocol than qbee-v1.");
  }

  @Test
  void anUpgradeMaySayThatItHasNoBody() {
    answer(TestEdge.SWITCHING + "Content-Length: 0\r\n\r\n");
    assertThat(upgraded).containsExactly("websocket");
    assertThat(refused).isEmpty();
  }

  @Test
  void anAnswerThatIsNoHttpIsToldWithoutItsWords() {
    answer("SSH-2.0-secret\r\n\r\n");
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).hasMessage("The answer of edge.test is not HTTP.").hasNoCause();
  }

  /** Whoever made the connection hears of its end behind this. */
  @Test
  void theEndOfTheConnectionIsToldOnce() {
    List<String> behind = new ArrayList<>();
    connection
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelInactive(ChannelHandlerContext ctx) {
                behind.add("inactive");
              }
            });
    connection.close();
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).hasMessage("edge.test closed the connection without an answer.");
    assertThat(behind).containsExactly("inactive");
  }
}
