package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
  @TempDir Path app;
  private Notices notices;
  private Path jars;

  @BeforeEach
  void prepare() throws Exception {
    Files.writeString(app.resolve("LICENSE"), "Apache");
    Files.writeString(app.resolve("THIRD-PARTY.txt"), "JavaFX 26\nIn: javafx-base, jna\n");
    notices = new Notices(app);
    jars = Files.createDirectories(app.resolve("lib"));
    for (String jar : new String[] {"portolan-app-1.0.0", "javafx-base-26.0.2-mac", "jna-5.14"}) {
      Files.createFile(jars.resolve(jar + ".jar"));
    }
  }

  @Test
  void bothFilesGoIntoThePackage() throws Exception {
    notices.check(jars);
    notices.copyTo(app.resolve("image"));
    assertThat(app.resolve("image/LICENSE")).hasContent("Apache");
    assertThat(app.resolve("image/THIRD-PARTY.txt")).exists();
  }

  @Test
  void aJarThatIsNotNamedStopsThePackage() throws Exception {
    Files.createFile(jars.resolve("jna-platform-5.14.jar"));
    assertThatIOException()
        .isThrownBy(() -> notices.check(jars))
        .withMessageContaining("does not name jna-platform-5.14.jar");
  }
}
