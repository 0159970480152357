package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.BellChoice;
import dev.portolan.app.model.CursorChoice;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.Settings;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cursor and the bell of a shell, as a person likes them. */
class ShellCursorTest extends DeviceShellTest {
  /** Looks at the picture, some 100 ms apart, in which a blinking cursor is off at least once. */
  private static final int LOOKS = 12;

  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private <T> void choose(Setting<T> setting, T value) {
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(setting, value));
          return true;
        });
  }

  /** Whether the cursor at the prompt is painted in its upper left, upper right and lower right. */
  private String cursor() {
    TerminalCanvas canvas = (TerminalCanvas) window.terminal();
    Bounds cell = canvas.screenToLocal(canvas.cellOnScreen(2, 0));
    WritableImage image = canvas.snapshot(null, null);
    return at(image, cell.getMinX() + 1, cell.getMinY() + 2)
        + at(image, cell.getMaxX() - 2, cell.getMinY() + 2)
        + at(image, cell.getMaxX() - 2, cell.getMaxY() - 1);
  }

  private static String at(WritableImage image, double x, double y) {
    PixelReader pixels = image.getPixelReader();
    Color found = pixels.getColor((int) x, (int) y);
    Color cursor = TerminalScheme.LIGHT.cursor();
    boolean here =
        Math.abs(found.getRed() - cursor.getRed()) < 0.01
            && Math.abs(found.getGreen() - cursor.getGreen()) < 0.01
            && Math.abs(found.getBlue() - cursor.getBlue()) < 0.01;
    return here ? "x" : ".";
  }

  private void awaitCursor(String look) {
    window.await("the cursor " + look, () -> cursor().equals(look));
  }

  @Test
  void theCursorHasTheShapeThatIsLikedUnlessAProgramWantsAnother() {
    choose(Settings.CURSOR_BLINK, false);
    awaitCursor("xxx");
    choose(Settings.CURSOR, CursorChoice.BAR);
    awaitCursor("x..");
    window.picture("shell-cursor-bar");
    choose(Settings.CURSOR, CursorChoice.UNDERLINE);
    awaitCursor("..x");
    window.enter("printf '\\033[6 q'; clear");
    awaitCursor("x..");
    window.enter("printf '\\033[2 q'; clear");
    awaitCursor("xxx");
    window.enter("printf '\\033[0 q'; clear");
    awaitCursor("..x");
  }

  @Test
  void theCursorBlinksOnlyIfItMay() {
    window.press(KeyCode.SHIFT);
    awaitCursor("...");
    choose(Settings.CURSOR_BLINK, false);
    awaitCursor("xxx");
    AtomicInteger looks = new AtomicInteger();
    window.await(
        "some looks",
        () -> {
          assertThat(cursor()).isEqualTo("xxx");
          return looks.incrementAndGet() > LOOKS;
        });
  }

  @Test
  void theBellShowsAFrameOnlyIfThatIsLiked() {
    AtomicInteger flashes = new AtomicInteger();
    Node frame = window.view.lookup(".bell-flash");
    frame.visibleProperty().subscribe(on -> flashes.addAndGet(on ? 1 : 0));
    for (BellChoice quiet : new BellChoice[] {BellChoice.TAB, BellChoice.NOTHING}) {
      choose(Settings.BELL, quiet);
      window.enter("clear; printf '\\a'; echo rang " + quiet);
      window.awaitLine("rang " + quiet);
    }
    assertThat(flashes).hasValue(0);
    choose(Settings.BELL, BellChoice.FRAME);
    window.enter("printf '\\a'");
    window.await("a flash", () -> flashes.get() == 1);
  }
}
