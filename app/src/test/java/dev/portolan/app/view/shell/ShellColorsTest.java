package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import dev.portolan.app.model.ReadableText;
import dev.portolan.app.model.SchemeChoice;
import dev.portolan.app.model.Settings;
import javafx.application.Application;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** The colours of a shell, as they are painted. */
class ShellColorsTest extends DeviceShellTest {
  private static final Color YELLOW = TerminalScheme.LIGHT.palette().get(3);
  private static final Color BLUE = TerminalScheme.LIGHT.palette().get(4);

  private static final double STEP = 1.0 / 255 + 0.0001;

  @Test
  void textIsReadableUnlessThatIsSwitchedOff() {
    window.plainPrompt();
    yellowOnBlue("");
    assertThat(painted(BLUE)).as("the program's background stays").isTrue();
    assertThat(painted(Contrast.readable(YELLOW, BLUE))).isTrue();
    assertThat(painted(YELLOW)).isFalse();
    window.picture("shell-readable-text");

    choose(ReadableText.NOWHERE);
    awaitPainted(YELLOW);
    assertThat(painted(Contrast.readable(YELLOW, BLUE))).isFalse();
  }

  @Test
  void programsThatUseTheWholeScreenKeepTheirColorsWhereThatIsWanted() {
    window.plainPrompt();
    choose(ReadableText.OUTSIDE_FULL_SCREEN);
    yellowOnBlue("");
    assertThat(painted(YELLOW)).isFalse();
    yellowOnBlue("\\033[?1049h\\033[H");
    awaitPainted(YELLOW);
    window.enter("printf '\\033[?1049l'");
    awaitPainted(Contrast.readable(YELLOW, BLUE));
  }

  @Test
  void aSchemeTakesEffectAtOnceAndStaysWhateverTheWindowLooksLike() {
    window.plainPrompt();
    window.onFx(
        () -> {
          window.settings.set(
              window.settings.get().with(Settings.SCHEME, SchemeChoice.SOLARIZED_DARK));
          return true;
        });
    awaitPainted(Color.web("#002b36"));
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
    awaitPainted(Color.web("#002b36"));
    window.picture("shell-solarized-dark");
  }

  @Test
  void linesWithTextArePaintedInTheirColors() {
    window.plainPrompt();
    window.enter(
        "printf '"
            + "\\033[4;58;2;250;10;20msingle\\033[m \\033[4:3;58;2;250;10;20mcurly\\033[m \\033[4:2mdouble\\033[m \\033[4:4mdotted\\033[m"
            + " \\033[4:5mdashed\\033[m \\033[9mstruck\\033[m \\033[53mover\\033[m%s\\n' Z");
    window.awaitText("overZ");
    awaitPainted(Color.rgb(250, 10, 20));
    window.picture("shell-lines");
  }

  private void choose(ReadableText readable) {
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(Settings.READABLE_TEXT, readable));
          return true;
        });
  }

  /** A line of frame characters, which are painted as areas of one colour. */
  private void yellowOnBlue(String before) {
    window.enter(
        "printf '" + before + "\\033[33;44m\\342\\224\\200\\342\\224\\200x%s\\033[m\\n' Z");
    window.awaitText("──xZ");
  }

  private void awaitPainted(Color color) {
    window.await("something in " + color, () -> find(color));
  }

  private boolean painted(Color color) {
    return window.onFx(() -> find(color));
  }

  private boolean find(Color color) {
    WritableImage image = window.terminal().snapshot(null, null);
    PixelReader pixels = image.getPixelReader();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (isAlmost(pixels.getColor(x, y), color)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A picture has 255 steps of each channel. */
  private static boolean isAlmost(Color one, Color other) {
    return Math.abs(one.getRed() - other.getRed()) < STEP
        && Math.abs(one.getGreen() - other.getGreen()) < STEP
        && Math.abs(one.getBlue() - other.getBlue()) < STEP;
  }
}
