package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsPackagesTest {
  @TempDir Path image;

  /** A folder goes only when it is empty, so what is not ours would stay. */
  @Test
  void everyFileIsTakenAwayByNameAndFoldersAfterWhatIsInThem() throws Exception {
    Files.createDirectories(image.resolve("app/native"));
    Files.writeString(image.resolve("Portolan.exe"), "");
    Files.writeString(image.resolve("app/a$b.jar"), "");
    Files.writeString(image.resolve("app/native/x.dll"), "");

    assertThat(WindowsPackages.removal(image).lines())
        .containsExactly(
            "!macro RemoveFiles",
            "Delete \"$INSTDIR\\app\\native\\x.dll\"",
            "RMDir \"$INSTDIR\\app\\native\"",
            "Delete \"$INSTDIR\\app\\a$$b.jar\"",
            "RMDir \"$INSTDIR\\app\"",
            "Delete \"$INSTDIR\\Portolan.exe\"",
            "!macroend");
  }
}
