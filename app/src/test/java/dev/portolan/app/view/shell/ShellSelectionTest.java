package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person marks with the mouse, and what is copied of it. */
class ShellSelectionTest extends DeviceShellTest {
  @BeforeEach
  void open() {
    window.setClipboard("nothing was copied");
    window.plainPrompt();
  }

  private String copied() {
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    return window.clipboard();
  }

  @Test
  void aDragWithAltMarksARectangle() {
    window.enter("clear; printf 'pump-7   online  43 ms\\ngate-2\\nkiosk-12 offline -\\n'");
    window.awaitLine("kiosk-12 offline -");
    ShellMouse mouse = new ShellMouse(window, KeyCode.ALT);
    int row = mouse.row("pump-7   online  43 ms");

    mouse.drag(mouse.in(16.1, row + 0.5), mouse.in(8.9, row + 2.5));
    window.picture("shell-block-light");
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
    window.picture("shell-block-dark");
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet()));
    assertThat(copied()).isEqualTo("online\n\noffline");
  }

  @Test
  void aRectangleThroughWideCharactersHasThoseThatBeginInIt() {
    window.enter("clear; printf 'ab漢字cd\\nabcdefgh\\n'");
    window.awaitLine("abcdefgh");
    ShellMouse mouse = new ShellMouse(window, KeyCode.ALT);
    int row = mouse.row("ab漢字cd");

    mouse.drag(mouse.in(3, row + 0.5), mouse.in(5, row + 1.5));
    window.picture("shell-block-wide");
    assertThat(copied()).isEqualTo("字\nde");
  }

  @Test
  void textFromRightToLeftIsMarkedWhereTheMouseIs() {
    window.enter("clear; printf '\\u05e9\\u05dc\\u05d5\\u05dd abc\\n'");
    window.awaitLine("\u05e9\u05dc\u05d5\u05dd abc");
    ShellMouse mouse = new ShellMouse(window);
    int row = mouse.row("\u05e9\u05dc\u05d5\u05dd abc");

    mouse.drag(mouse.in(3.9, row + 0.5), mouse.in(2.1, row + 0.5));
    window.picture("shell-selected-right-to-left");
    assertThat(copied()).isEqualTo("\u05e9\u05dc");
    mouse.drag(mouse.in(0.1, row + 0.5), mouse.in(1.9, row + 0.5));
    assertThat(copied()).isEqualTo("\u05d5\u05dd");
    mouse.drag(mouse.in(5, row + 0.5), mouse.in(7.9, row + 0.5));
    assertThat(copied()).isEqualTo("abc");
  }

  @Test
  void aTripleClickMarksTheLineAsItWasWritten() {
    window.enter("clear; printf 'x%.0s' $(seq 250); echo ' end'; echo next");
    window.awaitLine("next");
    ShellMouse mouse = new ShellMouse(window);
    int row = mouse.row("next") - 2;

    mouse.click(mouse.in(3.5, row + 0.5), 3);
    assertThat(copied()).isEqualTo("x".repeat(250) + " end");
  }

  @Test
  void aDragBeyondTheEdgeScrollsAndMarksWhatComesIntoThePicture() {
    window.enter("clear; seq 400");
    window.awaitLine("400");
    ShellMouse mouse = new ShellMouse(window);
    int row = mouse.row("400");
    Point2D above = mouse.in(0, -1);

    mouse.press(mouse.in(3, row + 0.5), 1);
    mouse.drag(above);
    window.await("the first line", () -> window.text().lines().anyMatch("1"::equals));
    mouse.release(above);
    window.picture("shell-selected-beyond");
    String text = copied();
    assertThat(text).endsWith("\n398\n399\n400");
    assertThat(text.lines().filter(line -> line.matches("\\d+")).count()).isEqualTo(400);
  }

  @Test
  void theFartherTheMouseIsBeyondTheEdgeTheMoreLinesAtOnce() {
    window.enter("clear; seq 20000");
    window.awaitLine("20000");
    ShellMouse mouse = new ShellMouse(window);
    int row = mouse.row("20000");
    Point2D above = mouse.in(0, -30);

    mouse.press(mouse.in(5, row + 0.5), 1);
    mouse.drag(above);
    // On a busy computer nobody may look while that very line is in the picture.
    window.await("line 19000 or before", () -> firstShown() <= 19_000);
    mouse.release(above);
    assertThat(copied().lines()).contains("19001", "20000").doesNotContain("1");
  }

  /** The number in the first line of the picture. */
  private int firstShown() {
    return window.text().lines().findFirst().map(Integer::parseInt).orElse(Integer.MAX_VALUE);
  }

  @Test
  void inAProgramThatHasTheMouseADragWithShiftBeginsANewSelection() {
    window.enter("clear; printf 'first second\\n\\033[?1000h'");
    window.awaitLine("first second");
    ShellMouse mouse = new ShellMouse(window, KeyCode.SHIFT);
    int row = mouse.row("first second");

    mouse.drag(mouse.in(0, row + 0.5), mouse.in(5, row + 0.5));
    mouse.drag(mouse.in(6, row + 0.5), mouse.in(12, row + 0.5));
    assertThat(copied()).isEqualTo("second");
  }

  @Test
  void aProgramThatHasTheMouseIsToldOfTheWheelInAllFourDirections() {
    window.enter("clear; printf '\\033[?1000;1006h'; echo ready; cat");
    window.awaitLine("ready");
    ShellMouse mouse = new ShellMouse(window);
    Point2D place = mouse.in(2.5, 1.5);

    mouse.scroll(place, 40, 0);
    mouse.scroll(place, -30, 0);
    mouse.scroll(place, -10, 0);
    mouse.scroll(place, 0, 40);
    mouse.scroll(place, 0, -40);

    window.awaitLine("^[[<66;3;2M^[[<67;3;2M^[[<64;3;2M^[[<65;3;2M");
  }
}
