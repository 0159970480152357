package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row shows. */
class ScreenLineTest {
  /** See {@link #hebrew} for what the small letters are. */
  @ParameterizedTest
  @CsvSource({
    "ABC, ABC",
    "abcd, dcba",
    "abcd XY, dcba XY",
    "X abc 123 def Y, X fed 123 cba Y",
    "abc ghi X, ihg cba X",
    "abc 1.5 (def) / X, (fed) 1.5 cba / X",
    "abc|def, cba|fed",
    "a\u6f22b, a\u6f22b",
    "a \ud83d\ude00 b, a \ud83d\ude00 b",
    "$ abc.d, $ d.cba"
  })
  void textFromRightToLeftIsShownInItsOrder(String text, String shown) {
    FedScreen fed = new FedScreen(24, 2).feed(hebrew(text));
    ScreenLine line = fed.view().lines().getFirst();

    assertThat(line.asShown().toString()).isEqualTo(hebrew(shown));
    assertThat(line.toString()).as("as it is read").isEqualTo(hebrew(text));
    for (int column = 0; column < line.columns(); column++) {
      assertThat(line.column(line.place(column))).isEqualTo(column);
    }
  }

  /** Letters a to i: Hebrew to f, Arabic from g on; a bar is a frame. */
  private static String hebrew(String text) {
    StringBuilder hebrew = new StringBuilder();
    text.chars()
        .map(c -> c >= 'a' && c <= 'f' ? '\u05d0' + c - 'a' : c)
        .map(c -> c >= 'g' && c <= 'i' ? '\u0627' + c - 'g' : c)
        .map(c -> c == '|' ? '\u2502' : c)
        .forEach(c -> hebrew.append((char) c));
    return hebrew.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'abc', ''",
    "'\u05e9\u05dc\u05d5\u05dd abc', '0-4 \u05e9\u05dc\u05d5\u05dd'",
    "'a \u05e9\u05dc\u05d5 12 \u05e2\u05d5 x', '2-4 \u05e2\u05d5, 8-11 \u05e9\u05dc\u05d5'",
    "'\u0645\u0650\u0646\u200c\u0647', '0-3 \u0645\u0650\u0646\u200c\u0647'",
    "'\u0661\u0662', ''"
  })
  void wordsFromRightToLeftAreDrawnAsOne(String text, String words) {
    ScreenLine shown = new FedScreen(20, 2).feed(text).view().lines().getFirst().asShown();

    assertThat(shown.rightToLeft())
        .extracting(word -> word.from() + "-" + word.to() + " " + shown.textFromRight(word))
        .isEqualTo(words.isEmpty() ? List.of() : List.of(words.split(", ")));
  }

  @Test
  void eachCellTakesItsStyleAlong() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "1m\u05d0" + CSI + "m\u05d1\u05d2");
    ScreenLine shown = fed.view().lines().getFirst().asShown();

    assertThat(shown.style(2).hasOption(TextStyle.Option.BOLD)).isTrue();
    assertThat(shown.style(0).hasOption(TextStyle.Option.BOLD)).isFalse();
  }

  @Test
  void charactersThatTurnTheDirectionTurnNothing() {
    ScreenLine line = new FedScreen(20, 2).feed("\u202eabc\u2067d").view().lines().getFirst();

    assertThat(line.asShown()).isSameAs(line);
  }

  @Test
  void aLineSaysWhetherItBlinks() {
    FedScreen fed =
        new FedScreen(20, 3).feed("a" + CSI + "5mb\r\n" + CSI + "25mc\r\n" + CSI + "6md");

    assertThat(fed.view().lines())
        .extracting(ScreenLine::blinks)
        .containsExactly(true, false, true);
  }

  @Test
  void reverseVideoTurnsEveryCell() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "4:3m", "a", CSI + "0;7m", "b", CSI + "?5h");

    ScreenLine line = fed.view().lines().getFirst();
    assertThat(line.style(0).hasOption(TextStyle.Option.INVERSE)).isTrue();
    assertThat(Decoration.of(line.style(0)).underline()).isEqualTo(Underline.CURLY);
    assertThat(line.style(1).hasOption(TextStyle.Option.INVERSE)).isFalse();
    assertThat(line.style(10).hasOption(TextStyle.Option.INVERSE)).isTrue();

    fed.feed(CSI + "?5l");
    assertThat(fed.view().lines().getFirst().style(0).hasOption(TextStyle.Option.INVERSE))
        .isFalse();
  }
}
