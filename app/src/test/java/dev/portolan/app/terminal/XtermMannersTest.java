package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.ESC;
import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.TextStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a terminal that calls itself xterm behaves, where programs count on it. */
class XtermMannersTest {
  @Test
  void aFullLineWrapsOnlyWhenMoreComes() {
    FedScreen fed = new FedScreen(10, 4).feed("0123456789");
    assertThat(fed.cursor()).isEqualTo("1,10");

    fed.feed("x");

    assertThat(fed.text()).isEqualTo("0123456789\nx");
    assertThat(fed.all()).isEqualTo("0123456789x");
  }

  @Test
  void aReturnOrAMoveCancelsTheWaitingWrap() {
    assertThat(new FedScreen(10, 4).feed("0123456789", "\rx").text()).isEqualTo("x123456789");
    assertThat(new FedScreen(10, 4).feed("0123456789", "\bx").text()).isEqualTo("01234567x9");
    assertThat(new FedScreen(10, 4).feed("0123456789", CSI + "Dx").text()).isEqualTo("01234567x9");
  }

  @Test
  void withoutWrappingTheLastColumnIsWrittenAgainAndAgain() {
    FedScreen fed = new FedScreen(10, 4).feed(CSI + "?7l", "0123456789abc");

    assertThat(fed.text()).isEqualTo("012345678c");
  }

  @Test
  void aWideCharacterDoesNotStandOnTheEdge() {
    FedScreen fed = new FedScreen(9, 4).feed("漢字漢字漢");

    assertThat(fed.text()).isEqualTo("漢字漢字\n漢");
    assertThat(fed.all()).isEqualTo("漢字漢字漢");
    assertThat(fed.cursor()).isEqualTo("2,3");
  }

  @Test
  void writingOverHalfAWideCharacterTakesTheOtherHalfAway() {
    assertThat(new FedScreen(10, 4).feed("漢字", "\rx").text()).isEqualTo("x 字");
    assertThat(new FedScreen(10, 4).feed("漢字", CSI + "2Gx").text()).isEqualTo(" x字");
    assertThat(new FedScreen(10, 4).feed("漢字", CSI + "3GX" + CSI + "2G" + CSI + "K").text())
        .isEmpty();
  }

  @Test
  void emojiTakeTwoCellsAndAccentsNone() {
    FedScreen fed = new FedScreen(20, 4).feed("\ud83d\ude00|\u2705|e\u0301|a\u0323\u0301|");

    assertThat(fed.cursor()).isEqualTo("1,11");
    assertThat(fed.text()).isEqualTo("\ud83d\ude00|\u2705|\u00e9|\u1ea1\u0301|");
  }

  @Test
  void anAccentThatArrivesLateStillFindsItsLetter() {
    FedScreen fed = new FedScreen(20, 4).feed("e").feed("\u0301").feed("x");

    assertThat(fed.text()).isEqualTo("\u00e9x");
  }

  @Test
  void aRegionScrollsAloneAndOnlyFromItsLastRow() {
    FedScreen fed =
        new FedScreen(10, 5).feed("a\r\nb\r\nc\r\nd\r\ne", CSI + "2;4r", CSI + "4;1H", "\n");

    assertThat(fed.text()).isEqualTo("a\nc\nd\n\ne");
    fed.feed(CSI + "5;1H", "E", "\n\n\n");
    assertThat(fed.text()).isEqualTo("a\nc\nd\n\nE");
    assertThat(fed.view().screenTop()).isEqualTo(fed.view().firstLine());
  }

  @Test
  void textBelowARegionStaysThere() {
    FedScreen fed =
        new FedScreen(10, 4).feed(CSI + "1;3r", CSI + "4;1H", "status", CSI + "1;1H", "top");

    assertThat(fed.text()).isEqualTo("top\n\n\nstatus");
  }

  @Test
  void theCursorStopsAtTheMarginsOfItsRegion() {
    FedScreen fed = new FedScreen(10, 10).feed(CSI + "3;6r", CSI + "5;1H", CSI + "20A");
    assertThat(fed.cursor()).isEqualTo("3,1");
    fed.feed(CSI + "20B");
    assertThat(fed.cursor()).isEqualTo("6,1");
    fed.feed(CSI + "8;1H", CSI + "20B");
    assertThat(fed.cursor()).isEqualTo("10,1");
  }

  @Test
  void originModeCountsFromTheRegion() {
    FedScreen fed = new FedScreen(10, 10).feed(CSI + "3;6r", CSI + "?6h", CSI + "2;2H", "x");
    assertThat(fed.cursor()).isEqualTo("4,3");
    fed.feed(CSI + "6n", CSI + "99;1H");
    assertThat(fed.answers).containsExactly("\u001b[2;3R");
    assertThat(fed.cursor()).isEqualTo("6,1");
  }

  @Test
  void erasingTheScreenBelowLeavesNoRowOut() {
    FedScreen fed = new FedScreen(5, 4).feed("a\r\nb\r\nc\r\nd", CSI + "3;1H", CSI + "J");

    assertThat(fed.text()).isEqualTo("a\nb");
  }

  @Test
  void erasingTheScreenAboveKeepsTheRestOfTheRow() {
    FedScreen fed = new FedScreen(5, 4).feed("abc\r\ndef\r\nghi", CSI + "2;2H", CSI + "1J");

    assertThat(fed.text()).isEqualTo("\n  f\nghi");
  }

  @Test
  void clearingTheScreenPutsItIntoTheScrollback() {
    FedScreen fed = new FedScreen(5, 4).feed("abc\r\ndef", CSI + "H" + CSI + "2J", "new");

    assertThat(fed.text()).isEqualTo("new");
    assertThat(fed.all()).isEqualTo("abc\ndef\nnew");

    fed.feed(CSI + "3J");
    assertThat(fed.all()).isEqualTo("new");
  }

  @Test
  void erasedCellsTakeTheBackgroundOfTheMoment() {
    FedScreen fed = new FedScreen(6, 3).feed(CSI + "44m", "ab", CSI + "K", CSI + "m", "\r\n", "c");

    ScreenLine first = fed.view().lines().getFirst();
    assertThat(first.style(5).getBackground())
        .isEqualTo(first.style(0).getBackground())
        .isNotNull();
    assertThat(fed.view().lines().get(1).style(5)).isEqualTo(TextStyle.EMPTY);
  }

  @Test
  void linesAreInsertedAndDeletedWithinTheRegion() {
    FedScreen fed = new FedScreen(5, 5).feed("a\r\nb\r\nc\r\nd\r\ne", CSI + "2;4r", CSI + "2;3H");

    assertThat(fed.feed(CSI + "L").text()).isEqualTo("a\n\nb\nc\ne");
    assertThat(fed.cursor()).isEqualTo("2,1");
    assertThat(fed.feed(CSI + "2M").text()).isEqualTo("a\nc\n\n\ne");
    assertThat(fed.feed(CSI + "5;1H" + CSI + "L").text()).isEqualTo("a\nc\n\n\ne");
  }

  @Test
  void insertingLinesKeepsWhatStillHasRoom() {
    FedScreen fed = new FedScreen(5, 5).feed("a\r\nb", CSI + "1;1H", CSI + "L", ESC + "M");

    assertThat(fed.text()).isEqualTo("\n\na\nb");
  }

  @Test
  void charactersAreInsertedDeletedAndErased() {
    assertThat(new FedScreen(8, 2).feed("abcdef", CSI + "3G" + CSI + "2@").text())
        .isEqualTo("ab  cdef");
    assertThat(new FedScreen(8, 2).feed("abcdef", CSI + "3G" + CSI + "2P").text())
        .isEqualTo("abef");
    assertThat(new FedScreen(8, 2).feed("abcdef", CSI + "3G" + CSI + "2X").text())
        .isEqualTo("ab  ef");
    assertThat(new FedScreen(8, 2).feed("ab", CSI + "6G" + CSI + "2@", "x").text())
        .isEqualTo("ab   x");
  }

  @Test
  void insertModePushesTheRestToTheRight() {
    FedScreen fed = new FedScreen(8, 2).feed("abcdef", "\r", CSI + "4h", "XY", CSI + "4l", "Z");

    assertThat(fed.text()).isEqualTo("XYZbcdef");
  }

  @Test
  void charactersAreRepeated() {
    assertThat(new FedScreen(10, 2).feed("a", CSI + "4b").text()).isEqualTo("aaaaa");
    assertThat(new FedScreen(10, 2).feed(CSI + "4b", "x").text()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b7", "\u001b[m", "\u001b[?25h", "\u001b[6n", "\u000e", "\r\u001b[C"})
  void onlyWhatWasWrittenLastIsRepeated(String between) {
    assertThat(new FedScreen(10, 2).feed("a", between, CSI + "4b").text()).isEqualTo("a");
  }

  @Test
  void charactersOfTwoUnitsAreRepeatedToo() {
    assertThat(new FedScreen(10, 2).feed("\ud83d\ude00", CSI + "2b").text())
        .isEqualTo("\ud83d\ude00".repeat(3));
  }

  @Test
  void tabulatorsGoBothWaysAndCanBeSet() {
    FedScreen fed = new FedScreen(40, 3).feed("\t\tx", CSI + "Z", "y", "\r", CSI + "2I", "z");
    assertThat(fed.text()).isEqualTo("                zy".replace("zy", "z"));

    fed.feed("\r\n", CSI + "3g", CSI + "5G" + ESC + "H", "\r\t", "a", "\t", "b");
    assertThat(fed.row(1)).isEqualTo("    a" + " ".repeat(34) + "b");
  }

  @Test
  void theCursorIsSavedByBothSequencesAndPerScreen() {
    FedScreen fed = new FedScreen(20, 5).feed("ab", ESC + "7", CSI + "4;4H", CSI + "?1049h");
    fed.feed(CSI + "2;2H", ESC + "7", CSI + "?1049l");
    assertThat(fed.cursor()).isEqualTo("4,4");

    fed.feed(ESC + "7", CSI + "H", CSI + "u");
    assertThat(fed.cursor()).isEqualTo("4,4");
  }

  @Test
  void fullScreenProgramsGiveTheScreenBack() {
    FedScreen fed =
        new FedScreen(20, 5).feed("$ vim", CSI + "?1049h", CSI + "2J" + CSI + "H", "editor");
    assertThat(fed.text()).isEqualTo("editor");

    fed.feed(CSI + "?1049l", "\r\n$ ");
    assertThat(fed.text()).isEqualTo("$ vim\n$");
  }

  @Test
  void severalModesInOneSequenceAllCount() {
    FedScreen fed = new FedScreen(20, 5).feed(CSI + "?1000;1006;2004h");

    assertThat(fed.screen.wantsMouse()).isTrue();
    assertThat(fed.screen.wantsMarkedPaste()).isTrue();
    fed.feed(CSI + "?1000;2004l");
    assertThat(fed.screen.wantsMouse()).isFalse();
    assertThat(fed.screen.wantsMarkedPaste()).isFalse();
  }

  @Test
  void emptyParametersHaveTheirUsualValue() {
    FedScreen fed = new FedScreen(20, 5).feed(CSI + ";5H", "x", CSI + "3;H", "y", CSI + ";r");

    assertThat(fed.text()).isEqualTo("    x\n\ny");
  }

  @Test
  void framesAreDrawnWithTheOtherCharacterSet() {
    FedScreen fed = new FedScreen(20, 5).feed(ESC + "(0", "lqk", ESC + "(B", "lqk");

    assertThat(fed.text()).isEqualTo("┌─┐lqk");
  }

  @Test
  void coloursComeInEveryNotation() {
    FedScreen fed = new FedScreen(20, 5);
    fed.feed(
        CSI + "38;2;1;2;3mA",
        CSI + "38:2:1:2:3mB",
        CSI + "38:2::1:2:3mC",
        CSI + "0;1;4:3mD",
        CSI + "4:0mE");

    ScreenLine line = fed.view().lines().getFirst();
    for (int column = 0; column < 3; column++) {
      var color = line.style(column).getForeground().toColor();
      assertThat(new int[] {color.getRed(), color.getGreen(), color.getBlue()})
          .containsExactly(1, 2, 3);
    }
    assertThat(line.style(3).hasOption(TextStyle.Option.UNDERLINED)).isTrue();
    assertThat(line.style(4).hasOption(TextStyle.Option.UNDERLINED)).isFalse();
    assertThat(line.style(4).hasOption(TextStyle.Option.BOLD)).isTrue();
  }

  @Test
  void aSoftResetLeavesTheText() {
    FedScreen fed =
        new FedScreen(20, 5).feed("text", CSI + "31m" + CSI + "?7l" + CSI + "4h", CSI + "!p", "x");

    assertThat(fed.text()).isEqualTo("textx");
    assertThat(fed.view().lines().getFirst().style(4)).isEqualTo(TextStyle.EMPTY);
  }

  @Test
  void theCursorTakesTheShapeAProgramWants() {
    FedScreen fed = new FedScreen(20, 5).feed("ab", CSI + "5 q");

    assertThat(fed.view().cursor().shape()).isEqualTo(ScreenCursor.Shape.BAR);
    assertThat(fed.view().cursor().blinking()).isTrue();
    assertThat(fed.text()).isEqualTo("ab");
    assertThat(fed.cursor()).isEqualTo("1,3");
    assertThat(fed.feed(CSI + "4 q").view().cursor().blinking()).isFalse();
  }

  @Test
  void theMouseIsReportedAsTheProgramAskedForIt() {
    FedScreen fed = new FedScreen(300, 5).feed(CSI + "?1002;1006h");
    fed.screen.mouse(mouse(ScreenMouse.Kind.PRESSED, 4, false));
    fed.screen.mouse(mouse(ScreenMouse.Kind.DRAGGED, 5, false));
    fed.screen.mouse(mouse(ScreenMouse.Kind.DRAGGED, 5, false));
    fed.screen.mouse(mouse(ScreenMouse.Kind.MOVED, 6, false));
    fed.screen.mouse(mouse(ScreenMouse.Kind.RELEASED, 6, true));
    assertThat(fed.input).containsExactly("\u001b[<0;5;2M", "\u001b[<32;6;2M", "\u001b[<16;7;2m");

    fed.input.clear();
    fed.feed(CSI + "?1006l");
    fed.screen.mouse(mouse(ScreenMouse.Kind.PRESSED, 4, false));
    fed.screen.mouse(mouse(ScreenMouse.Kind.PRESSED, 250, false));
    assertThat(fed.input).containsExactly("\u001b[M %\"");
  }

  @Test
  void aCharacterIsWrittenAgainWithItsMarks() {
    FedScreen fed = new FedScreen(20, 2).feed("x\u0302", CSI + "2b", "y", CSI + "b");

    assertThat(fed.row(0)).isEqualTo("x\u0302x\u0302x\u0302yy");
    assertThat(fed.cursor()).isEqualTo("1,6");
  }

  @Test
  void theWheelIsReportedInAllFourDirections() {
    FedScreen fed = new FedScreen(20, 5).feed(CSI + "?1000;1006h");

    fed.screen.mouse(wheel(ScreenMouse.Button.WHEEL_UP));
    fed.screen.mouse(wheel(ScreenMouse.Button.WHEEL_DOWN));
    fed.screen.mouse(wheel(ScreenMouse.Button.WHEEL_LEFT));
    fed.screen.mouse(wheel(ScreenMouse.Button.WHEEL_RIGHT));

    assertThat(fed.input)
        .containsExactly(
            "\u001b[<64;3;2M", "\u001b[<65;3;2M", "\u001b[<66;3;2M", "\u001b[<67;3;2M");
  }

  private static ScreenMouse wheel(ScreenMouse.Button button) {
    return new ScreenMouse(ScreenMouse.Kind.WHEEL, button, 2, 1, false, false, false);
  }

  private static ScreenMouse mouse(ScreenMouse.Kind kind, int column, boolean control) {
    return new ScreenMouse(kind, ScreenMouse.Button.LEFT, column, 1, false, false, control);
  }
}
