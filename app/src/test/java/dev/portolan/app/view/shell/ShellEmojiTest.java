package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.emoji.EmojiFont;
import dev.portolan.app.emoji.SyntheticFont;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Emoji of a shell, as they are painted. */
@ExtendWith(ApplicationExtension.class)
class ShellEmojiTest {
  private static final double STEP = 1.5 / 255;

  @TempDir private Path folder;
  private Stage stage;
  private DeviceShell shell;
  private ShellWindow window;

  @Start
  void keepStage(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot robot) {
    shell =
        new DeviceShell(
            robot,
            stage,
            background ->
                EmojiPictures.of(() -> EmojiFont.open(SyntheticFont.write(folder)), background));
    window = shell.window;
    window.plainPrompt();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  /** Prints {@code text} from the first column of a row of its own; returns that row. */
  private int print(String text) {
    StringBuilder octal = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      octal.append("\\%03o".formatted(each & 0xff));
    }
    window.enter("clear; printf '" + octal + " end%s\\n' Z");
    window.awaitText("endZ");
    return window.text().lines().toList().indexOf(text + " endZ");
  }

  /** The colour in the middle of {@code cells} cells from {@code column} on. */
  private Color middle(int row, int column, int cells) {
    return window.onFx(
        () -> {
          TerminalCanvas canvas = (TerminalCanvas) window.terminal();
          Rectangle2D cell = canvas.cell(column, row);
          WritableImage picture = canvas.snapshot(null, null);
          double x = cell.getMinX() + cells * cell.getWidth() / 2;
          double y = cell.getMinY() + cell.getHeight() / 2;
          return picture.getPixelReader().getColor((int) x, (int) y);
        });
  }

  private void awaitPicture(int row, int column, int cells, int glyph) {
    java.awt.Color wanted = SyntheticFont.color(glyph);
    Color color = Color.rgb(wanted.getRed(), wanted.getGreen(), wanted.getBlue());
    window.await(
        "picture " + glyph + " at " + column, () -> same(middle(row, column, cells), color));
  }

  private static boolean same(Color one, Color other) {
    return Math.abs(one.getRed() - other.getRed()) < STEP
        && Math.abs(one.getGreen() - other.getGreen()) < STEP
        && Math.abs(one.getBlue() - other.getBlue()) < STEP;
  }

  @Test
  void eachIsPaintedInItsColorsInItsOwnCells() {
    int row = print("😀👨‍👩‍👧🇩🇪👍🏽1️⃣❤️");
    awaitPicture(row, 0, 2, SyntheticFont.FACE);
    awaitPicture(row, 2, 2, SyntheticFont.FAMILY);
    awaitPicture(row, 4, 2, SyntheticFont.FLAG);
    awaitPicture(row, 6, 2, SyntheticFont.TINTED_THUMB);
    awaitPicture(row, 8, 2, SyntheticFont.KEYCAP);
    awaitPicture(row, 10, 2, SyntheticFont.RED_HEART);
    window.picture("shell-emoji");
  }

  @Test
  void whatIsNotKnownAsOneIsPaintedInParts() {
    int row = print("👨‍👧");
    awaitPicture(row, 0, 1, SyntheticFont.MAN);
    awaitPicture(row, 1, 1, SyntheticFont.GIRL);
  }

  @Test
  void textIsPaintedInTheColorOfText() {
    int row = print("❤\ufe0e ⭐\ufe0e ❤");
    window.picture("shell-emoji-as-text");
    java.awt.Color heart = SyntheticFont.color(SyntheticFont.HEART);
    Color never = Color.rgb(heart.getRed(), heart.getGreen(), heart.getBlue());
    for (int column = 0; column < 6; column++) {
      assertThat(same(middle(row, column, 1), never)).as("column " + column).isFalse();
    }
  }

  @Test
  void theCursorOverOneLeavesItsPicture() {
    int row = print("😀");
    awaitPicture(row, 0, 2, SyntheticFont.FACE);
    window.enter("printf '\\033[" + (row + 1) + ";1H'; sleep 2");
    awaitPicture(row, 0, 2, SyntheticFont.FACE);
  }
}
