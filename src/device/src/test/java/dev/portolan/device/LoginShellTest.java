package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs executables of Unix")
class LoginShellTest {

  @TempDir private Path folder;

  @Test
  void isTheOneInThePasswordFile() throws IOException {
    Path shell = executable("zsh");
    Path passwords =
        Files.writeString(
            folder.resolve("passwd"),
            "root:x:0:0:root:/root:/bin/sh\nada:x:1:1:Ada:/home/ada:" + shell + "\n");
    assertThat(shell("ada", passwords, Map.of("SHELL", "/bin/sh")).command())
        .containsExactly(shell.toString(), "-l");
  }

  @Test
  void fallsBackToShellVariable() throws IOException {
    Path odd = executable("oddsh");
    Path passwords = Files.writeString(folder.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    assertThat(shell("ada", passwords, Map.of("SHELL", odd.toString())).command())
        .as("a shell that is not known to take -l is called without")
        .containsExactly(odd.toString());
  }

  @Test
  void fallsBackToSh() throws IOException {
    Path passwords = Files.writeString(folder.resolve("passwd"), "ada:x:1:1::/:/no/such/shell\n");
    assertThat(shell("ada", passwords, Map.of("SHELL", "/none/either")).command())
        .containsExactly("/bin/sh", "-l");
    assertThat(shell("ada", folder.resolve("absent"), Map.of()).command())
        .containsExactly("/bin/sh", "-l");
  }

  @Test
  void isTheCommandInterpreterOnWindows() {
    assertThat(
            new LoginShell("Windows 11", Optional.empty(), Map.of("ComSpec", "C:\\cmd.exe"))
                .command())
        .containsExactly("C:\\cmd.exe");
  }

  private Path executable(String name) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static LoginShell shell(String user, Path passwords, Map<String, String> environment) {
    return new LoginShell("Linux", Account.find(user, passwords), environment);
  }
}
