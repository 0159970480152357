package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void linuxFollowsXdg() {
    assertThat(DataFolder.of("Linux", HOME, Map.of()))
        .isEqualTo(Path.of("/home/ada/.config/portolan"));
    assertThat(DataFolder.of("Linux", HOME, Map.of("XDG_CONFIG_HOME", "/cfg")))
        .isEqualTo(Path.of("/cfg/portolan"));
    assertThat(DataFolder.of("Linux", HOME, Map.of("XDG_CONFIG_HOME", "relative")))
        .isEqualTo(Path.of("/home/ada/.config/portolan"));
  }

  @Test
  void macUsesItsLibrary() {
    assertThat(DataFolder.of("Mac OS X", HOME, Map.of("XDG_CONFIG_HOME", "/cfg")))
        .isEqualTo(Path.of("/home/ada/Library/Application Support/Portolan"));
  }

  @Test
  void windowsUsesRoamingAppData() {
    assertThat(DataFolder.of("Windows 11", HOME, Map.of()))
        .isEqualTo(Path.of("/home/ada/AppData/Roaming/Portolan"));
  }
}
