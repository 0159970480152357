package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

  @Test
  void clearingTheScreenEndsALine() {
    assertThat(plain("one\u001b[H\u001b[2Jtwo\r\n")).isEqualTo("one\ntwo\n");
  }
}
