package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.app.task.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BrowserTest {
  private static final List<String> MISSING = List.of("/nowhere/no-such-browser");
  private static final List<String> REFUSES = List.of("sh", "-c", "exit 3");

  @TempDir Path folder;
  private final Background background = new Background();

  @AfterEach
  void end() {
    background.close();
  }

  private void open(List<List<String>> commands, String url) {
    new Browser(background, commands).open(url).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
  void theFirstCommandThatCanGetsTheAddressAsOneArgument() throws Exception {
    Path seen = folder.resolve("seen");
    List<String> works = List.of("sh", "-c", "printf '%s|' \"$@\" > " + seen, "sh");
    open(List.of(MISSING, REFUSES, works, REFUSES), "http://127.0.0.1:8080/?a=b&c=$(d)");
    assertThat(Files.readString(seen)).isEqualTo("http://127.0.0.1:8080/?a=b&c=$(d)|");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
  void whatTheLauncherSetsForTheWindowIsNotInherited() throws Exception {
    assertThat(System.getenv()).containsEntry("NO_AT_BRIDGE", "1");
    Path seen = folder.resolve("seen");
    open(
        List.of(List.of("sh", "-c", "printf '%s' \"${NO_AT_BRIDGE-none}\" > " + seen)),
        "http://127.0.0.1/");
    assertThat(Files.readString(seen)).isEqualTo("none");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
  void whereNoneCanThatIsSaid() {
    assertThatThrownBy(() -> open(List.of(MISSING, REFUSES), "http://127.0.0.1/"))
        .hasRootCauseMessage("no browser could be started");
  }

  @Test
  void everySystemHasACommand() {
    for (String system : List.of("Windows 11", "Mac OS X", "Linux", "FreeBSD")) {
      assertThat(Browser.commands(system)).as(system).isNotEmpty().doesNotContain(List.of());
    }
  }
}
