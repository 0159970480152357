package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.ESC;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs are told when they ask. */
class AnswersTest {
  private static final String DCS = ESC + "P";
  private static final String END = ESC + "\\";

  private final FedScreen fed = new FedScreen(80, 24);

  private String answer(String question) {
    fed.answers.clear();
    fed.feed(question);
    return String.join("", fed.answers);
  }

  @ParameterizedTest
  @CsvSource({
    "c, ?64;6;21;22;28c",
    "0c, ?64;6;21;22;28c",
    "1c, ",
    ">c, >41;379;0c",
    "5n, 0n",
    "6n, 1;1R",
    "?6n, ?1;1;1R",
    "?15n, ?13n",
    "?996n, ?997;1n",
    "14t, 4;384;640t",
    "16t, 6;16;8t",
    "18t, 8;24;80t",
    "?u, ?0u",
    "?4m, >4;0m"
  })
  void controlSequencesAreAnswered(String question, String expected) {
    assertThat(answer(CSI + question)).isEqualTo(expected == null ? "" : CSI + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "?7, 1",
    "?2026, 2",
    "?2027, 1",
    "?1049, 2",
    "?3, 4",
    "?8, 3",
    "?31337, 0",
    "4, 2",
    "12, 3",
    "2, 4",
    "99, 0"
  })
  void modesAreOnOffOrStaySo(String mode, int state) {
    assertThat(answer(CSI + mode + "$p")).isEqualTo(CSI + mode + ";" + state + "$y");
  }

  @Test
  void everyModeIsReadAsItWasSet() {
    for (Mode mode : Mode.values()) {
      String number = (mode.kind() == Mode.Kind.DEC ? "?" : "") + mode.number();
      fed.feed(CSI + number + "h");
      assertThat(answer(CSI + number + "$p")).isEqualTo(CSI + number + ";1$y");
      fed.feed(CSI + number + "l");
      assertThat(answer(CSI + number + "$p")).isEqualTo(CSI + number + ";2$y");
    }
  }

  @Test
  void modesArePutAsideAndComeBack() {
    fed.feed(CSI + "?7;2004s", CSI + "?7l", CSI + "?2004h", CSI + "?7;2004r");

    assertThat(answer(CSI + "?7$p")).isEqualTo(CSI + "?7;1$y");
    assertThat(answer(CSI + "?2004$p")).isEqualTo(CSI + "?2004;2$y");
  }

  @Test
  void theCursorIsWhereTheMarginsSay() {
    fed.feed(CSI + "?69h" + CSI + "5;20s" + CSI + "3;10r" + CSI + "?6h" + CSI + "2;4H");

    assertThat(answer(CSI + "6n")).isEqualTo(CSI + "2;4R");
    assertThat(fed.cursor()).isEqualTo("4,8");
  }

  @ParameterizedTest
  @CsvSource({
    "'', m, 0m",
    "1;3;4;7m, m, 0;1;3;4;7m",
    "4:3;9;53;31;102m, m, 0;4:3;9;53;31;102m",
    "38;2;1;2;3;58:2::4:5:6m, m, 0;38:2::1:2:3;58:2::4:5:6m",
    "38;5;208;48;5;17;58;5;99m, m, 0;38:5:208;48:5:17;58:5:99m",
    "38:5:208;48:5:255m, m, 0;38:5:208;48:5:255m",
    "38;5;3;48;5;12;58;5;7m, m, 0;33;104;58:5:7m",
    "5;10r, r, 5;10r",
    "?69h, s, 1;80s",
    "4 q, ' q', 4 q",
    "1\"q, '\"q', 1\"q"
  })
  void settingsAreToldInTheirOwnForm(String set, String asked, String expected) {
    fed.feed(set.isEmpty() ? "" : CSI + set);

    assertThat(answer(DCS + "$q" + asked + END)).isEqualTo(DCS + "1$r" + expected + END);
  }

  @ParameterizedTest
  @CsvSource({
    "0m, 0m",
    "39m, 0;48:5:17;58:5:99m",
    "31m, 0;31;48:5:17;58:5:99m",
    "94;103m, 0;94;103;58:5:99m",
    "49;59m, 0;38:5:208m",
    "38;2;255;135;0m, 0;38:2::255:135:0;48:5:17;58:5:99m",
    "58:2::1:2:3m, 0;38:5:208;48:5:17;58:2::1:2:3m",
    "38;5;300m, 0;38:5:208;48:5:17;58:5:99m",
    "!p, 0m"
  })
  void aColorIsToldAsItWasChosenLast(String then, String expected) {
    fed.feed(CSI + "38;5;208;48;5;17;58;5;99m", CSI + then);

    assertThat(answer(DCS + "$qm" + END)).isEqualTo(DCS + "1$r" + expected + END);
  }

  @Test
  void howAColorWasChosenIsPutAsideWithTheCursor() {
    fed.feed(CSI + "38;5;208m" + ESC + "7" + CSI + "38;5;17m" + ESC + "8");

    assertThat(answer(DCS + "$qm" + END)).isEqualTo(DCS + "1$r0;38:5:208m" + END);
  }

  @Test
  void settingsThatAreNotKnownAreSaidToBeNone() {
    assertThat(answer(DCS + "$qsecret" + END)).isEqualTo(DCS + "0$r" + END);
  }

  @Test
  void theNameIsTheProductsAlone() {
    assertThat(answer(CSI + ">q")).isEqualTo(DCS + ">|Portolan" + END);
  }

  @Test
  void colorsAreThoseOfTheScreenAndStaySo() {
    fed.screen.setLook(
        new ScreenLook(
            9, 18, false, 0x112233, 0xffeedd, 0x445566, Collections.nCopies(16, 0xabcdef)));

    assertThat(answer(OSC + "10;?\u0007")).isEqualTo(OSC + "10;rgb:1111/2222/3333" + END);
    assertThat(answer(OSC + "11;?;?\u0007"))
        .isEqualTo(OSC + "11;rgb:ffff/eeee/dddd" + END + OSC + "12;rgb:4444/5555/6666" + END);
    fed.feed(OSC + "4;1;#000000\u0007", OSC + "11;#000000\u0007");
    assertThat(answer(OSC + "4;1;?;231;?;232;?" + END))
        .isEqualTo(
            OSC
                + "4;1;rgb:abab/cdcd/efef"
                + END
                + OSC
                + "4;231;rgb:ffff/ffff/ffff"
                + END
                + OSC
                + "4;232;rgb:0808/0808/0808"
                + END);
    assertThat(answer(CSI + "16t")).isEqualTo(CSI + "6;18;9t");
    assertThat(answer(CSI + "?996n")).isEqualTo(CSI + "?997;2n");
  }

  @Test
  void aTurnBetweenDarkAndLightIsToldWhereWanted() {
    ScreenLook light = new ScreenLook(8, 16, false, 0, 0xffffff, 0, Collections.nCopies(16, 0));
    fed.screen.setLook(light);
    fed.screen.setLook(ScreenLook.UNSEEN);
    assertThat(fed.answers).isEmpty();

    fed.feed(CSI + "?2031h");
    fed.screen.setLook(light);
    fed.screen.setLook(light);
    assertThat(fed.answers).containsExactly(CSI + "?997;2n");
  }
}
