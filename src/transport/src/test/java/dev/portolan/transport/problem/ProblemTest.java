package dev.portolan.transport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  private static final Path LIST =
      Path.of("src/test/resources/dev/portolan/transport/problem/problems.txt");

  /** The texts are part of the product: a change of one must be meant. */
  @Test
  void saysWhatTheListSays() throws IOException {
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

    if ("write".equals(System.getProperty("portolan.snapshots"))) {
      Files.writeString(LIST, said);
    }
    assertThat(said.lines())
        .as(
            "the lines of %s; if the new ones are meant, write it with -Dtest=ProblemTest"
                + " -Dportolan.snapshots=write, and read the difference",
            LIST)
        .containsExactlyElementsOf(Files.readAllLines(LIST));
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
