package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T12:00:01Z"));

  @TempDir Path folder;

  @Test
  void whatCanBeStartedStaysSo() throws Exception {
    Path app = Files.createDirectories(folder.resolve("app/Contents/MacOS"));
    lay(app.resolve("Portolan"), "rwxr-xr-x");
    lay(app.resolveSibling("Info.plist"), "rw-r--r--");
    Path file = folder.resolve("app.zip");

    Zip.writeWithPermissions(folder.resolve("app"), "Portolan.app", file);

    try (FileSystem zip =
        FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true))) {
      Path contents = zip.getPath("Portolan.app/Contents");
      assertThat(permissions(contents.resolve("MacOS/Portolan"))).isEqualTo("rwxr-xr-x");
      assertThat(permissions(contents.resolve("Info.plist"))).isEqualTo("rw-r--r--");
      assertThat(Files.readString(contents.resolve("Info.plist"))).isEqualTo("text");
      assertThat(Files.getLastModifiedTime(contents.resolve("Info.plist"))).isEqualTo(TIME);
    }
  }

  private static void lay(Path file, String permissions) throws Exception {
    Files.writeString(file, "text");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    Files.setLastModifiedTime(file, TIME);
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
