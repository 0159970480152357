package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells say of their prompts and commands. */
class CommandMarksTest {
  private static final String PROMPT = OSC + "133;A\u0007$ " + OSC + "133;B\u0007";
  private static final String OUTPUT = OSC + "133;C\u0007";

  private final FedScreen fed = new FedScreen(20, 6);

  private static String end(int status) {
    return OSC + "133;D;" + status + "\u0007";
  }

  private static String command(String words, String output, int status) {
    return PROMPT + words + "\r\n" + OUTPUT + output + end(status);
  }

  private String output(long line) {
    return fed.screen.text(requireNonNull(fed.screen.outputAt(line)));
  }

  private long last() {
    return fed.view().screenTop() + fed.view().rows() - 1;
  }

  @Test
  void promptsAreFoundAboveAndBelow() {
    fed.feed(command("a", "1\r\n2\r\n3\r\n", 0), command("b", "", 0), PROMPT);

    assertThat(fed.screen.promptBefore(last() + 1)).isEqualTo(5);
    assertThat(fed.screen.promptBefore(5)).isEqualTo(4);
    assertThat(fed.screen.promptBefore(4)).isZero();
    assertThat(fed.screen.promptBefore(0)).isNegative();
    assertThat(fed.screen.promptAfter(0)).isEqualTo(4);
    assertThat(fed.screen.promptAfter(5)).isNegative();
  }

  @Test
  void theOutputOfACommandEndsWhereTheNextPromptBegins() {
    fed.feed(command("a", "1\r\n2\r\n", 0), command("true", "", 0), command("b", "half", 0));
    fed.feed(PROMPT);

    assertThat(output(last())).isEqualTo("half");
    assertThat(output(3)).as("the one before a command without any").isEqualTo("1\n2");
    assertThat(output(0)).isEqualTo("1\n2");
    fed.feed("c\r\n" + OUTPUT + "still runs\r\n");
    assertThat(output(last()).strip()).isEqualTo("still runs");
  }

  @Test
  void aCommandThatFailedHasAMarkAndOneThatDidNotHasNone() {
    fed.feed(command("a", "", 0), command("b", "", 130), PROMPT);

    assertThat(fed.view().lines().stream().map(ScreenLine::failed))
        .containsExactly(false, true, false, false, false, false);
  }

  @Test
  void aCommandThatPrintedMoreThanAScreenIsMarkedInTheScrollback() {
    fed.feed(command("a", "line\r\n".repeat(20), 1), PROMPT);

    assertThat(fed.screen.promptBefore(last())).isZero();
    assertThat(fed.view(0).lines().getFirst().failed()).isTrue();
    assertThat(output(0).lines()).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", ";0", ";00", ";0;aid=1", ";rm", ";1x", ";9999999999"})
  void onlyANumberOtherThanNullIsAFailure(String status) {
    fed.feed(PROMPT + "a\r\n" + OUTPUT, OSC + "133;D" + status + "\u0007");

    assertThat(fed.view().lines()).noneMatch(ScreenLine::failed);
  }

  @Test
  void anEndWithoutACommandAndMarksOnTheAlternateScreenSayNothing() {
    fed.feed(command("a", "", 0), PROMPT, end(1), PROMPT, end(1));
    assertThat(fed.view().lines()).noneMatch(ScreenLine::failed);

    fed.feed(CSI + "?1049h", PROMPT + "x\r\n" + OUTPUT, end(1));
    assertThat(fed.view().lines()).noneMatch(ScreenLine::failed);
    fed.feed(CSI + "?1049l");
    assertThat(fed.view().lines()).noneMatch(ScreenLine::failed);
  }

  @Test
  void marksStayWithTheirTextWhenTheWidthChanges() {
    fed.feed(command("a", "0123456789abcdef\r\n", 1), PROMPT + "b\r\n" + OUTPUT + "half");
    fed.screen.resize(8, 6);
    fed.feed(end(2), PROMPT);

    assertThat(fed.all()).isEqualTo("$ a\n0123456789abcdef\n$ b\nhalf$");
    assertThat(output(fed.view().firstLine())).isEqualTo("0123456789abcdef");
    assertThat(output(last())).isEqualTo("half");
    long second = fed.screen.promptBefore(fed.screen.promptBefore(last()));
    assertThat(fed.view(second).lines().get((int) (second - fed.view(second).top())).failed())
        .as("a command that ran meanwhile")
        .isTrue();
  }

  @Test
  void aCommandRunsUntilItHasEnded() {
    fed.feed(PROMPT + "a\r\n");
    assertThat(fed.screen.isProgramRunning()).isFalse();
    fed.feed(OUTPUT + "text");
    assertThat(fed.screen.isProgramRunning()).isTrue();
    fed.feed(end(0));
    assertThat(fed.screen.isProgramRunning()).isFalse();
  }

  @Test
  void aFloodOfMarksCostsNoSearchThroughAllThatWasPrinted() {
    FedScreen large = new FedScreen(80, 24, 300_000);
    large.feed("line\r\n".repeat(300_000));
    String erased = CSI + "H" + PROMPT + CSI + "3H" + OUTPUT + CSI + "1J";
    byte[] flood = (erased + end(1)).getBytes(StandardCharsets.UTF_8);

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 50_000; i++) {
            large.feed(flood);
          }
        });
  }
}
