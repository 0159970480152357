package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.image.Image;

/**
 * The pictures of the manual, in both themes. With {@code -Dportolan.pictures=write} they are
 * written to {@code docs/pictures}; otherwise those there must be as large as the window is now.
 */
final class ManualPictures {
  private static final Path DOCS = Path.of("..", "docs", "pictures");

  private ManualPictures() {}

  static void take(Scene scene, Preferences preferences, String name) {
    for (ThemeChoice theme : List.of(ThemeChoice.DARK, ThemeChoice.LIGHT)) {
      Hands.interact(() -> preferences.set(Settings.THEME, theme));
      take(scene, theme, name);
    }
  }

  /** Takes the picture of the theme that is shown. */
  static void take(Scene scene, ThemeChoice theme, String name) {
    Hands.settle();
    String file = theme.name().toLowerCase(Locale.ROOT) + "/" + name;
    Hands.interact(() -> Pictures.take(scene, "manual/" + file));
    compare(Path.of("target", "screenshots", "manual", file + ".png"), DOCS.resolve(file + ".png"));
  }

  private static void compare(Path taken, Path kept) {
    try {
      if ("write".equals(System.getProperty("portolan.pictures"))) {
        Files.createDirectories(kept.getParent());
        Files.copy(taken, kept, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(size(kept)).as("%s, see -Dportolan.pictures=write", kept).isEqualTo(size(taken));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String size(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      Image image = new Image(in);
      return image.getWidth() + " x " + image.getHeight();
    }
  }
}
