package dev.portolan.app.view.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javafx.scene.text.Font;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class BundledFontTest {
  private static final String LETTERS =
      "/dev/portolan/app/fonts/jetbrains-mono/JetBrainsMono-Regular.ttf";

  /** It stays: JavaFX reads the file again, for all tests that use these letters later. */
  private static final Path FOLDER = Path.of("target", "a user's 100 % letters", "fonts");

  @AfterEach
  void forget() {
    System.clearProperty("portolan.fonts");
  }

  @Test
  void lettersAreFoundInAFolderWhateverItIsCalled() throws Exception {
    Files.createDirectories(FOLDER);
    try (InputStream letters =
        Objects.requireNonNull(BundledFontTest.class.getResourceAsStream(LETTERS))) {
      Files.copy(letters, FOLDER.resolve("only-here.ttf"), StandardCopyOption.REPLACE_EXISTING);
    }
    System.setProperty("portolan.fonts", FOLDER.toString());

    Font font = Objects.requireNonNull(BundledFont.load("/nowhere/only-here.ttf", 12));

    assertThat(font.getFamily()).isEqualTo("JetBrains Mono");
  }
}
