package dev.portolan.app.view.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.text.Font;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class BundledFontTest {
  private static final String LETTERS =
      "/dev/portolan/app/fonts/jetbrains-mono/JetBrainsMono-Regular.ttf";

  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty("portolan.fonts");
  }

  @Test
  void lettersAreFoundInAFolderWhateverItIsCalled() throws Exception {
    Path fonts = Files.createDirectories(folder.resolve("a user's 100 % ž 包/fonts"));
    try (InputStream letters =
        Objects.requireNonNull(BundledFontTest.class.getResourceAsStream(LETTERS))) {
      Files.copy(letters, fonts.resolve("only-here.ttf"));
    }
    System.setProperty("portolan.fonts", fonts.toString());

    Font font = Objects.requireNonNull(BundledFont.load("/nowhere/only-here.ttf", 12));

    assertThat(font.getFamily()).isEqualTo("JetBrains Mono");
  }
}
