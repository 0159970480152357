package dev.portolan.transport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  /** The texts are part of the product: a change of one must be meant. */
  @Test
  void saysWhatTheListSays() {
    String said =
        Arrays.stream(Problem.values())
            .map(
                problem ->
                    problem
                        + (problem.needsPerson() ? " (a person)" : "")
                        + "\n  "
                        + problem.summary()
                        + "\n  "
                        + problem.advice()
                        + "\n")
            .collect(Collectors.joining());

    assertThat(said).isEqualTo(list());
  }

  private static String list() {
    try (InputStream in = ProblemTest.class.getResourceAsStream("problems.txt")) {
      if (in == null) {
        throw new AssertionError("problems.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFitToBeShown(Problem problem) {
    for (String text : new String[] {problem.summary(), problem.advice()}) {
      assertThat(text).hasSizeBetween(10, 300).matches("[A-Z][ -~]*\\.");
    }
    assertThat(new EdgeException(problem)).hasMessage(problem.summary());
  }

  @Test
  void thereAreEnoughToTellThemApart() {
    assertThat(Problem.values()).hasSizeGreaterThanOrEqualTo(45);
    assertThat(Arrays.stream(Problem.values()).map(Problem::summary)).doesNotHaveDuplicates();
  }

  @Test
  void putsTheFarSidesReasonBehindTheSentence() {
    EdgeException refusal =
        new EdgeException(Problem.STREAM_REFUSED, "It refused.", 0, "\u001b[31mno\n way");

    assertThat(refusal).hasMessage("It refused: no way");
    assertThat(refusal.reason()).isEqualTo("no way");
    assertThat(refusal.advice()).isEqualTo(Problem.STREAM_REFUSED.advice());
  }

  @Test
  void staysShortWhateverTheReason() {
    EdgeException refusal =
        new EdgeException(Problem.STREAM_REFUSED, "It refused", 0, "x".repeat(100_000));

    assertThat(refusal.getMessage()).hasSize(300);
  }
}
