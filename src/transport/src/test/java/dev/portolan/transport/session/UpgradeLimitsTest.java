package dev.portolan.transport.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestEdge;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of an edge's answer is read, and for how long. The test turns the clock. */
class UpgradeLimitsTest {
  private static final int MAX_LINE = 4_096;
  private static final int MAX_HEAD = 16_384;
  private static final int MAX_BODY = 4_096;
  private static final String SWITCHING = TestEdge.SWITCHING + "\r\n";

  private final List<String> upgraded = new ArrayList<>();
  private final List<EdgeException> refused = new ArrayList<>();
  private final EmbeddedChannel connection =
      new EmbeddedChannel(
          new UpgradeResponseDecoder(),
          new UpgradeRequester(
              Endpoint.of(URI.create("https://edge.test")),
              headers -> upgraded.add(headers.get("Upgrade")),
              refused::add));

  UpgradeLimitsTest() {
    connection.freezeTime();
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private void answer(String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private Problem problem() {
    assertThat(refused).hasSize(1);
    return refused.getFirst().problem();
  }

  private static String statusLine(int length) {
    String start = "HTTP/1.1 101 ";
    return start + "x".repeat(length - start.length());
  }

  @Test
  void aStatusLineHasAtMost4096Characters() {
    answer(statusLine(MAX_LINE) + SWITCHING.substring(SWITCHING.indexOf("\r\n")));
    assertThat(upgraded).hasSize(1);
  }

  @Test
  void aLongerStatusLineIsRefused() {
    answer(statusLine(MAX_LINE + 1) + SWITCHING.substring(SWITCHING.indexOf("\r\n")));
    assertThat(problem()).isEqualTo(Problem.UPGRADE_HEAD_TOO_LARGE);
    assertThat(upgraded).isEmpty();
  }

  /** Netty counts the lines without their ends. */
  private static String headers(int length) {
    String name = "x: ";
    return "HTTP/1.1 403 Forbidden\r\n" + name + "y".repeat(length - name.length()) + "\r\n\r\n";
  }

  @Test
  void headersHaveAtMost16384Characters() {
    answer(headers(MAX_HEAD));
    connection.close();
    assertThat(problem()).isNotEqualTo(Problem.UPGRADE_HEAD_TOO_LARGE);
  }

  @Test
  void longerHeadersAreRefused() {
    answer(headers(MAX_HEAD + 1));
    assertThat(problem()).isEqualTo(Problem.UPGRADE_HEAD_TOO_LARGE);
  }

  @Test
  void aRefusalIsToldWhen4096BytesOfItsBodyHaveCome() {
    answer("HTTP/1.1 503 Busy\r\nContent-Length: 9000\r\n\r\n" + "x".repeat(MAX_BODY - 1));
    assertThat(refused).isEmpty();
    answer("x");
    assertThat(refused).hasSize(1);
    answer("x".repeat(100));
    assertThat(refused).as("once").hasSize(1);
  }

  /** The rest of a piece that goes beyond it is not read. */
  @Test
  void ofABody4096BytesAreRead() {
    String tags = ("<" + "x".repeat(1_998) + ">").repeat(2) + "<" + "x".repeat(89) + ">";
    answer("HTTP/1.1 503 Busy\r\nContent-Length: 9000\r\n\r\n" + tags);
    answer("beyond");
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().reason()).isEqualTo("beyon");
  }

  @Test
  void aRefusalIsToldAfterTwoSecondsWithoutItsBody() {
    answer("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\npartly");
    pass(1_999);
    assertThat(refused).isEmpty();
    pass(1);
    assertThat(refused).hasSize(1);
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }

  @Test
  void eightInterimAnswersAreWaitedThrough() {
    for (int i = 0; i < 8; i++) {
      answer("HTTP/1.1 103 Early Hints\r\n\r\n");
    }
    assertThat(refused).isEmpty();
    answer(SWITCHING);
    assertThat(upgraded).containsExactly("websocket");
  }

  @Test
  void aNinthInterimAnswerIsTheLast() {
    for (int i = 0; i < 9; i++) {
      answer("HTTP/1.1 103 Early Hints\r\n\r\n");
    }
    assertThat(problem()).isEqualTo(Problem.UPGRADE_MALFORMED);
    answer(SWITCHING);
    assertThat(upgraded).isEmpty();
  }

  /** A timer of an answer before it would tell it too early. */
  @Test
  void theTimeOfABodyBeginsWithItsOwnHead() {
    answer("HTTP/1.1 103 Early Hints\r\n\r\n");
    pass(1_500);
    answer("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\npartly");
    pass(1_999);
    assertThat(refused).isEmpty();
    pass(1);
    assertThat(refused).hasSize(1);
  }

  @Test
  void leavesNoTimerBehindItsUpgrade() {
    answer(SWITCHING);
    connection.pipeline().remove(UpgradeRequester.class);
    assertThat(connection.runScheduledPendingTasks()).as("no timer").isEqualTo(-1);
  }
}
