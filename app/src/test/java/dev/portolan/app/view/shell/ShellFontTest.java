package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.app.model.Settings;
import javafx.geometry.Rectangle2D;
import javafx.scene.text.Font;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The letters of a shell. */
class ShellFontTest extends DeviceShellTest {
  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void choose(String family) {
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(Settings.FONT, family));
          return true;
        });
  }

  private Rectangle2D cell() {
    return window.onFx(() -> ((TerminalCanvas) window.terminal()).cell(0, 0));
  }

  @Test
  void theyAreAsAPersonLikesThemIfAllHaveOneWidth() {
    assumeTrue(Font.getFamilies().contains("DejaVu Sans Mono"), "another font");
    Rectangle2D usual = cell();
    choose("DejaVu Sans Mono");
    window.picture("shell-font");
    assertThat(cell().getHeight()).isNotEqualTo(usual.getHeight());

    choose("DejaVu Sans");
    assertThat(cell()).as("letters of many widths").isEqualTo(usual);
    choose("dejavu sans mono");
    assertThat(cell()).isNotEqualTo(usual);
    choose("No such font");
    assertThat(cell()).isEqualTo(usual);
  }
}
