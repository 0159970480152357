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
  @ParameterizedTest
  @CsvSource({
    "'abc', ''",
    "'\u05e9\u05dc\u05d5\u05dd', '0-4'",
    "'\u05e9\u05dc\u05d5\u05dd abc', '0-4'",
    "'\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd  x', '0-9'",
    "'a \u0645\u0631\u062d\u0628\u0627 12 \u0645 b \u0645', '2-12 15-16'",
    "'\u0645\u0650\u0646\u200c\u0647', '0-3'",
    "'\u05d0\u6f22\u05d1', '0-1 3-4'",
    "'(\u05d0) \ud83d\ude00', '1-2'"
  })
  void textFromRightToLeftIsARunOfItsOwn(String text, String runs) {
    FedScreen fed = new FedScreen(20, 2).feed(text);

    assertThat(fed.view().lines().getFirst().rightToLeft())
        .extracting(run -> run.from() + "-" + run.to())
        .isEqualTo(runs.isEmpty() ? List.of() : List.of(runs.split(" ")));
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
