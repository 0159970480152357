package dev.portolan.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemotePathTest {
  @ParameterizedTest
  @CsvSource({
    "/var/log, log, /var",
    "/var/log/, log, /var",
    "/var, var, /",
    "/, '', /",
    "/a\\b, a\\b, /",
    "C:\\Users\\me, me, C:\\Users",
    "C:\\Users, Users, C:\\",
    "C:\\, '', C:\\",
    "C:/x, x, C:/"
  })
  void aPathHasANameInAFolder(String path, String name, String parent) {
    assertThat(RemotePath.name(path)).isEqualTo(name);
    assertThat(RemotePath.parent(path)).isEqualTo(parent);
  }

  @ParameterizedTest
  @CsvSource({
    "/, x, /x",
    "/var, x, /var/x",
    "/var/, x, /var/x",
    "C:\\, x, C:\\x",
    "C:/a, x, C:/a/x"
  })
  void aFolderHasChildren(String folder, String name, String child) {
    assertThat(RemotePath.child(folder, name)).isEqualTo(child);
  }

  @ParameterizedTest
  @CsvSource({"/x, true", "x, false", "~, false", "C:\\x, true", "C:x, false", "'', false"})
  void aPathOfADeviceIsAbsolute(String path, boolean absolute) {
    assertThat(RemotePath.isAbsolute(path)).isEqualTo(absolute);
  }
}
