package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.ESC;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.TextStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that are drawn with text, and what a program says to have them. */
class DecorationTest {
  @ParameterizedTest
  @CsvSource({
    "4, SINGLE",
    "21, DOUBLE",
    "4:0, NONE",
    "4:1, SINGLE",
    "4:2, DOUBLE",
    "4:3, CURLY",
    "4:4, DOTTED",
    "4:5, DASHED",
    "4:6, SINGLE",
    "4:3;24, NONE",
    "4:3;0, NONE",
    "0;4:3;1, CURLY"
  })
  void underlinesHaveKinds(String attributes, Underline expected) {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + attributes + "m", "x");

    assertThat(decoration(fed, 0).underline()).isEqualTo(expected);
    assertThat(style(fed, 0).hasOption(TextStyle.Option.UNDERLINED))
        .isEqualTo(expected != Underline.NONE);
  }

  @ParameterizedTest
  @CsvSource({"58:2::1:2:3", "58:2:1:2:3", "58;2;1;2;3"})
  void underlinesHaveAColorOfTheirOwn(String attributes) {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "4;" + attributes + "m", "x", CSI + "59m", "y");

    var color = requireNonNull(decoration(fed, 0).underlineColor()).toColor();
    assertThat(new int[] {color.getRed(), color.getGreen(), color.getBlue()})
        .containsExactly(1, 2, 3);
    assertThat(decoration(fed, 1).underlineColor()).isNull();
    assertThat(style(fed, 0).getForeground()).isNull();
  }

  @Test
  void underlinesTakeTheirColorFromThePaletteToo() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "4;58:5:9m", "x");

    assertThat(requireNonNull(decoration(fed, 0).underlineColor()).getColorIndex()).isEqualTo(9);
  }

  @Test
  void linesGoThroughAndAboveText() {
    FedScreen fed =
        new FedScreen(20, 2)
            .feed(CSI + "9m", "a", CSI + "53m", "b", CSI + "29m", "c", CSI + "55md");

    assertThat(decoration(fed, 0)).isEqualTo(Decoration.NONE.withStrike(true));
    assertThat(decoration(fed, 1)).isEqualTo(Decoration.NONE.withStrike(true).withOverline(true));
    assertThat(decoration(fed, 2)).isEqualTo(Decoration.NONE.withOverline(true));
    assertThat(decoration(fed, 3)).isEqualTo(Decoration.NONE);
  }

  @Test
  void colorsAndLinksKeepTheLines() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "4:3;9m", CSI + "31m", "a");
    fed.feed(OSC + "8;;https://a.example/" + ESC + "\\", "b", OSC + "8;;" + ESC + "\\", "c");

    for (int column = 0; column < 3; column++) {
      assertThat(decoration(fed, column))
          .isEqualTo(Decoration.NONE.withUnderline(Underline.CURLY).withStrike(true));
      assertThat(style(fed, column).getForeground()).isNotNull();
    }
    assertThat(fed.view().lines().getFirst().link(1)).isNotNull();
  }

  @Test
  void theSavedCursorHasItsLinesWithIt() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "9m", ESC + "7", CSI + "0;53m", "a");

    fed.feed(ESC + "8" + CSI + "4m" + "b" + ESC + "c" + CSI + "1m" + "c");

    assertThat(decoration(fed, 0)).isEqualTo(Decoration.NONE);
    fed.feed("\r", ESC + "7" + CSI + "9m" + ESC + "8" + CSI + "1mx");
    assertThat(decoration(fed, 0)).isEqualTo(Decoration.NONE);
  }

  @Test
  void resetsEndTheLines() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "9;53m", CSI + "!p", "a", CSI + "9m", "b");
    assertThat(decoration(fed, 0)).isEqualTo(Decoration.NONE);

    fed.feed(ESC + "c" + CSI + "1m" + "c");
    assertThat(decoration(fed, 0)).isEqualTo(Decoration.NONE);
  }

  @Test
  void textBlinks() {
    FedScreen fed = new FedScreen(20, 2).feed(CSI + "5m", "a", CSI + "25m", "b");

    assertThat(style(fed, 0).hasOption(TextStyle.Option.SLOW_BLINK)).isTrue();
    assertThat(style(fed, 1).hasOption(TextStyle.Option.SLOW_BLINK)).isFalse();
  }

  private static TextStyle style(FedScreen fed, int column) {
    return fed.view().lines().getFirst().style(column);
  }

  private static Decoration decoration(FedScreen fed, int column) {
    return Decoration.of(style(fed, column));
  }
}
