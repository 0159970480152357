package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemoteTextTest {
  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("plain text", "plain text"),
        Arguments.of(
            "Gr\u00fc\u00dfe \u4f60\u597d \ud83d\ude80",
            "Gr\u00fc\u00dfe \u4f60\u597d \ud83d\ude80"),
        Arguments.of("  two\r\n\tlines  ", "two lines"),
        Arguments.of("a\u001b[31mred\u001b[0mb", "aredb"),
        Arguments.of("\u001b]0;title\u0007x", "x"),
        Arguments.of("\u001b]0;title\u001b\\x", "x"),
        Arguments.of("\u001bP1$q\u001b\\x", "x"),
        Arguments.of("\u009b2Jx", "x"),
        Arguments.of("\u001bcx", "x"),
        Arguments.of("never\u001b", "never"),
        Arguments.of("bell\u0007 nul\0 del\u007f c1\u0085", "bell nul del c1"),
        Arguments.of("\u202egnp.exe\u2066 \u200bzero\u200d\ufeff", "gnp.exe zero"),
        Arguments.of("soft\u00adhyphen", "softhyphen"),
        Arguments.of("tag\udb40\udc41s", "tags"),
        Arguments.of("lone\ud800surrogate", "lone\ufffdsurrogate"),
        Arguments.of("line\u2028separator", "line separator"),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void removesInvisibleCharacters(String text, String clean) {
    assertThat(RemoteText.clean(text)).isEqualTo(clean);
    assertThat(RemoteText.clean(RemoteText.clean(text))).isEqualTo(clean);
  }

  @Test
  void cutsAfter300CharactersAndSaysSo() {
    assertThat(RemoteText.clean("x".repeat(300))).hasSize(300).doesNotContain("\u2026");
    assertThat(RemoteText.clean("x".repeat(301))).hasSize(300).endsWith("x\u2026");
    assertThat(RemoteText.clean("\ud83d\ude80".repeat(200))).endsWith("\ud83d\ude80\u2026");
  }

  @Test
  void readsBytesThatAreNoUtf8() {
    assertThat(RemoteText.clean(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
    assertThat(RemoteText.clean(new byte[1 << 20])).isEmpty();
  }

  /** The result is short, a single line, and stable under repeated cleaning. */
  @Test
  void isShortSingleLineAndIdempotentForRandomBytes() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(900)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j += 1 + random.nextInt(20)) {
        bytes[j] = 0x1b;
      }
      String clean = RemoteText.clean(bytes);
      assertThat(clean).hasSizeLessThanOrEqualTo(RemoteText.MAX_CHARS);
      assertThat(clean.codePoints())
          .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
    }
  }

  @Test
  void isFastOnHostileText() {
    String nasty = "\u001b]".repeat(8_000) + "\u001b[" + "1;".repeat(8_000);

    assertThat(RemoteText.clean(nasty.getBytes(StandardCharsets.UTF_8))).isNotNull();
  }

  @Test
  void cutsAtTheLimitThatItIsGiven() {
    assertThat(RemoteText.clean("abc", 4)).isEqualTo("abc");
    assertThat(RemoteText.clean("abcd", 4)).isEqualTo("abcd");
    assertThat(RemoteText.clean("abcde", 4)).isEqualTo("abc\u2026");
    assertThat(RemoteText.clean("ab\ud83d\ude80c", 4)).isEqualTo("ab\u2026");
  }

  @Test
  void looksAtTheFirst16384Characters() {
    String hidden = "\u200b".repeat(16_383);
    assertThat(RemoteText.clean(hidden + "x")).isEqualTo("x");
    assertThat(RemoteText.clean(hidden + "\u200bx")).isEmpty();
    byte[] bytes = new byte[16_385];
    bytes[16_383] = 'x';
    bytes[16_384] = 'y';
    assertThat(RemoteText.clean(bytes)).isEqualTo("x");
  }

  @Test
  void dropsWhatIsDrawnAsNothing() {
    int[] drawnAsNothing = {
      0x115f, 0x1160, 0x3164, 0xffa0, 0x034f, 0x17b4, 0x17b5, 0xfe00, 0xfe0f, 0xe0100, 0xe01ef,
      0x180b, 0x180d, 0x180f
    };
    for (int c : drawnAsNothing) {
      assertThat(RemoteText.clean("a" + Character.toString(c) + "b")).as("%x", c).isEqualTo("ab");
    }
    for (int c : new int[] {0xfe10, 0x180a, 0x1810, 0xfdff}) {
      assertThat(RemoteText.clean("a" + Character.toString(c) + "b")).as("%x", c).hasSize(3);
    }
  }
}
