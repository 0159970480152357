package dev.portolan.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portolan.transport.endpoint.Endpoint;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever an edge answers: it is one upgrade or one refusal in a sentence that can be shown, and
 * the same however it is cut.
 */
class UpgradeResponseFuzzTest {
  /** At a limit it depends on the cut whether the end of a line counts. */
  private static final int SHORTEST_LIMIT = 4 * 1024;

  private static final Endpoint ENDPOINT = Endpoint.of(URI.create("https://edge.test/device/1"));

  @FuzzTest(maxDuration = "3m")
  void isOneAnswerHoweverItIsCut(byte[] answer) {
    String whole = judged(answer, Math.max(1, answer.length));
    String bytes = judged(answer, 1);
    String pieces = judged(answer, 7);
    if (answer.length < SHORTEST_LIMIT) {
      assertThat(bytes).isEqualTo(whole);
      assertThat(pieces).isEqualTo(whole);
    }
  }

  private static String judged(byte[] answer, int piece) {
    List<String> outcomes = new ArrayList<>();
    EmbeddedChannel connection = new EmbeddedChannel();
    connection
        .pipeline()
        .addLast(
            new UpgradeResponseDecoder(),
            new UpgradeRequester(
                ENDPOINT,
                headers -> outcomes.add("upgraded"),
                refusal -> outcomes.add("refused: " + refusal.getMessage())));
    for (int from = 0; from < answer.length && outcomes.isEmpty(); from += piece) {
      int length = Math.min(piece, answer.length - from);
      connection.writeInbound(Unpooled.copiedBuffer(answer, from, length));
    }
    connection.finishAndReleaseAll();
    assertThat(outcomes).hasSize(1);
    String outcome = outcomes.getFirst();
    assertThat(outcome.chars()).noneMatch(Character::isISOControl);
    assertThat(outcome).hasSizeLessThan(1_000);
    return outcome;
  }
}
