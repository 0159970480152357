package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "looks for sh")
class PtyProgramTest {

  private static final Map<String, String> INHERITED =
      Map.of(
          "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
          "TERM", "dumb",
          "COLUMNS", "7",
          "PORTOLAN_TOKEN", "secret",
          "LANG", "C.UTF-8");

  @Test
  void isFoundOnPathAndGetsItsArguments() throws IOException {
    PtyProgram program =
        PtyProgram.command("sh", List.of("-c", "true"), ShellSettings.DEFAULT, INHERITED);
    assertThat(program.command()).hasSize(3).endsWith("-c", "true");
    assertThat(Path.of(program.command().getFirst())).isAbsolute().isExecutable();
    assertThat(Files.isDirectory(Path.of(program.directory()))).isTrue();
  }

  @Test
  void getsTermVariableAndNoSecrets() throws IOException {
    PtyProgram program = PtyProgram.command("sh", List.of(), ShellSettings.DEFAULT, INHERITED);
    assertThat(program.environment())
        .containsEntry("TERM", "xterm-256color")
        .containsEntry("COLORTERM", "truecolor")
        .containsEntry("LANG", "C.UTF-8")
        .containsKey("HOME")
        .doesNotContainKeys("PORTOLAN_TOKEN", "COLUMNS");
    assertThat(program).hasToString(program.command().getFirst());
  }

  @Test
  void ofTheseTestsReadsNoProfileOfTheirUser() throws IOException {
    Path home = Path.of(PtyProgram.loginShell(ShellSettings.DEFAULT).environment().get("HOME"));
    for (String profile : List.of(".profile", ".bash_profile", ".bashrc", ".zshrc")) {
      assertThat(home.resolve(profile)).doesNotExist();
    }
  }

  @Test
  void isLookedForInTheFoldersThatPathNamesAndInNoOther(@TempDir Path folder) throws IOException {
    Path own = Files.createFile(folder.resolve("own-program"));
    assertThat(own.toFile().setExecutable(true)).isTrue();
    Map<String, String> inherited = Map.of("PATH", "/no/such/folder:" + folder);

    assertThat(
            PtyProgram.command("own-program", List.of(), ShellSettings.DEFAULT, inherited)
                .command())
        .containsExactly(own.toString());
    assertThatThrownBy(() -> PtyProgram.command("sh", List.of(), ShellSettings.DEFAULT, inherited))
        .hasMessage("there is no program 'sh' on this device");
    assertThat(
            PtyProgram.command("sh", List.of(), ShellSettings.DEFAULT, Map.of())
                .command()
                .getFirst())
        .as("without PATH")
        .endsWith("/bin/sh");
  }

  @Test
  void withAFolderItIsThatOne(@TempDir Path folder) throws IOException {
    Path own = Files.createFile(folder.resolve("own-program"));
    assertThat(own.toFile().setExecutable(true)).isTrue();
    ShellSettings here = ShellSettings.DEFAULT.withFolder(folder.toString());

    for (String name : List.of("./own-program", own.toString())) {
      PtyProgram program = PtyProgram.command(name, List.of(), here, INHERITED);
      assertThat(Path.of(program.command().getFirst()).normalize()).isEqualTo(own);
      assertThat(program.directory()).isEqualTo(folder.toString());
    }
  }

  @Test
  void startsInTheHomeOfItsUser() throws IOException {
    PtyProgram program = PtyProgram.command("sh", List.of(), ShellSettings.DEFAULT, INHERITED);
    assertThat(program.directory()).isEqualTo(System.getProperty("user.home"));
  }

  @Test
  void isRefusedIfMissing() {
    for (String name : List.of("no-such-program", "/no/such/program", "/tmp")) {
      assertThatThrownBy(
              () -> PtyProgram.command(name, List.of(), ShellSettings.DEFAULT, INHERITED))
          .isInstanceOf(IOException.class);
    }
  }
}
