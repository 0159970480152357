package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.LinkStatus;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person reads of a connection, which others put their own sentences behind. */
class LinkWordsTest {
  @ParameterizedTest
  @EnumSource
  void areWholeSentences(Problem problem) {
    for (EdgeException cause :
        List.of(
            new EdgeException(problem),
            new EdgeException(problem, "The edge refused", 503, "no room here"))) {
      for (LinkStatus status :
          List.of(
              LinkWords.failed(cause),
              LinkWords.status(new LinkState.Waiting(cause, 1, Instant.EPOCH), LinkStatus.IDLE))) {
        assertThat(status.reason()).as("%s", problem).matches(".*[.!?…]");
        assertThat(status.advice()).as("%s", problem).matches("|.*[.!?…]");
      }
    }
  }
}
