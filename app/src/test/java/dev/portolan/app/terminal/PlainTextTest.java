package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  private final StringBuilder out = new StringBuilder();
  private final PlainText text = new PlainText(out::append);

  private String plain(String... sent) {
    for (String each : sent) {
      byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
      text.accept(bytes, bytes.length);
    }
    text.finish();
    return out.toString();
  }

  @Test
  void sequencesAreLeftOut() {
    assertThat(
            plain("\u001b[1;31mred\u001b[m \u001b]0;title\u0007a\u001b(Bb\u001bP+q\u001b\\c\r\n"))
        .isEqualTo("red abc\n");
  }

  @Test
  void aLineIsAsItStandsWhenItEnds() {
    assertThat(plain("lss\b \b -l\r\n")).isEqualTo("ls -l\n");
    out.setLength(0);
    assertThat(plain(" 10%\r 50%\r100%\r\n")).isEqualTo("100%\n");
    out.setLength(0);
    assertThat(plain("abcdef\u001b[3D\u001b[K\r\n", "abc\u001b[2D\u001b[1PX\u001b[1@Y\n"))
        .isEqualTo("abc\naXY\n");
  }

  @Test
  void whatFillsTheWholeScreenIsLeftOut() {
    assertThat(plain("before\r\n\u001b[?1049hvim\r\n~\u001b[?1049lafter\r\n"))
        .isEqualTo("before\nafter\n");
  }

  @Test
  void charactersAndSequencesMayBeSplit() {
    byte[] sent = "ä漢😀\u001b[31m!\u001b]8;;http://x\u001b\\l\r\n".getBytes(StandardCharsets.UTF_8);
    for (byte each : sent) {
      text.accept(new byte[] {each}, 1);
    }
    assertThat(out.toString()).isEqualTo("ä漢😀!l\n");
  }

  @Test
  void aLineWithoutAnEndIsCutAndAStringWithoutAnEndIsNotKept() {
    assertThat(plain("x".repeat(200_000)).lines().mapToInt(String::length).max())
        .hasValue(64 << 10);
    out.setLength(0);
    assertThat(plain("\u001b[99999999999C\u001b[999999@\u001b]", "y".repeat(1_000_000))).isEmpty();
  }

  /** What has no row in the tables does nothing on a screen, and nothing to a line. */
  @ParameterizedTest
  @CsvSource({
    "CSI > 3 D, abcX",
    "CSI 2 SP D, abcX",
    "CSI ? 2 D, abcX",
    "CSI 9 K, abcX",
    "CSI = 1 ; 1 H, abcX",
    "CSI ä, abcäX",
    "ESC P q BEL # 0 ESC \\, abcX",
    "ESC LF [ 3 1 m, abc|X",
    "CSI 2 LF D, abc|X",
    "CSI 2 X, abcX"
  })
  void whatIsReadIsWhatTheScreenReads(String sent, String expected) {
    String bytes =
        sent.replace("CSI", "\u001b[")
            .replace("ESC", "\u001b")
            .replace("BEL", "\u0007")
            .replace("LF", "\n")
            .replace(" ", "")
            .replace("SP", " ");
    assertThat(plain("abc" + bytes + "X").strip().replace('\n', '|')).isEqualTo(expected);
    FedScreen fed = new FedScreen(80, 24);
    fed.feed("abc" + bytes + "X");
    String screen =
        String.join("|", fed.text().lines().map(String::strip).toList()).replaceAll("\\|+$", "");
    assertThat(screen).as("on the screen").isEqualTo(expected);
  }

  @Test
  void wholeScreensAreLeftOutHoweverTheyAreTurnedOn() {
    assertThat(plain("before\r\n\u001b[?2004;1049hvim\r\n~\u001b[?25;1049;1lafter\r\n"))
        .isEqualTo("before\nafter\n");
  }

  @Test
  void charactersAreErasedAndLinesEndedAsOnTheScreen() {
    assertThat(plain("abcdef\u001b[4D\u001b[2X\r\n", "one\u001bEtwo\n", "a\u001b[2ab\n"))
        .isEqualTo("ab  ef\none\ntwo\na  b\n");
  }

  @Test
  void clearingTheScreenEndsALine() {
    assertThat(plain("one\u001b[H\u001b[2Jtwo\r\n")).isEqualTo("one\ntwo\n");
  }
}
