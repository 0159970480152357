package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose shells run on a device, which ones, where and how many. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
class ShellSettingsTest {
  /** A user of every Linux system, who has no home and may not log in. */
  private static final String NOBODY = "nobody";

  private final AtomicReference<ShellSettings> now = new AtomicReference<>(ShellSettings.DEFAULT);

  @TempDir private Path scratch;
  private Path folder;

  @BeforeEach
  void resolve() throws IOException {
    folder = scratch.toRealPath();
  }

  @Test
  void anotherShellIsStartedWithItsArguments() throws IOException {
    Path shell = Files.writeString(folder.resolve("own shell"), "#!/bin/sh\necho $# $1 $2\n");
    assertThat(shell.toFile().setExecutable(true)).isTrue();
    now.set(ShellSettings.DEFAULT.withShell(List.of(shell.toString(), "-x", "y")));
    try (ServedDevice device = device()) {
      assertThat(printed(device, login())).isEqualTo("2 -x y\r\n");
    }
  }

  @Test
  void shellsAndCommandsStartInTheFolder() {
    now.set(ShellSettings.DEFAULT.withFolder(folder.toString()));
    try (ServedDevice device = device()) {
      assertThat(printed(device, command("pwd"))).isEqualTo(folder + "\r\n");
    }
  }

  @Test
  void whatIsRelativeBeginsInTheFolder() throws IOException {
    Path program = Files.writeString(folder.resolve("here"), "#!/bin/sh\necho found\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    now.set(ShellSettings.DEFAULT.withFolder(folder.toString()));
    try (ServedDevice device = device()) {
      assertThat(printed(device, Message.pty(PtyCommand.start(80, 24, "./here", List.of()))))
          .isEqualTo("found\r\n");
    }
  }

  @Test
  void aLimitCountsFromTheNextShellOn() {
    now.set(ShellSettings.DEFAULT.withLimit(1));
    try (ServedDevice device = device()) {
      Call first = device.call(command("cat"));
      first.ok();
      assertThat(device.call(command("cat")).refusal())
          .isEqualTo("this device runs 1 shell at once and no more; close some and try again");
      now.set(ShellSettings.DEFAULT.withLimit(0));
      assertThat(device.call(command("cat")).refusal()).isEqualTo("this device runs no shells");
      now.set(ShellSettings.DEFAULT);
      device.call(command("cat")).ok();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anotherUserHasItsOwnGroupsAndVariablesAndTerminal() throws IOException {
    becomeNobody();
    Account account = Account.find(NOBODY, Account.PASSWORDS).orElseThrow();
    String script =
        "id -un; id -u -r; id -g; id -G; echo $HOME $USER $LOGNAME $SHELL; stat -c %U $(tty);"
            + " : > $(tty) && echo terminal; cat /etc/shadow 2>/dev/null || echo refused";
    try (ServedDevice device = device()) {
      String[] lines = printed(device, command(script)).split("\r\n", -1);
      assertThat(lines)
          .containsExactly(
              NOBODY,
              uid(),
              account.group(),
              account.group(),
              account.home() + " nobody nobody " + account.shell(),
              NOBODY,
              "terminal",
              "refused",
              "");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anotherUserSeesNothingOfTheDevicesVariables() {
    becomeNobody();
    try (ServedDevice device = device()) {
      assertThat(printed(device, command("env | sort | cut -d= -f1")).split("\r\n"))
          .isSubsetOf(
              "COLORTERM",
              "HOME",
              "LANG",
              "LC_ALL",
              "LC_CTYPE",
              "LOGNAME",
              "OLDPWD",
              "PATH",
              "PWD",
              "SHELL",
              "SHLVL",
              "TERM",
              "USER",
              "_");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLanguageIsAllThatAnotherUserHasOfTheDevicesVariables() throws IOException {
    becomeNobody();
    Map<String, String> inherited =
        Map.of("LANG", "de_CH.UTF-8", "LC_TIME", "C", "EDITOR", "vi", "PATH", "/no/such/folder");
    Map<String, String> own =
        PtyProgram.command("sh", List.of(), settings(), inherited).environment();
    assertThat(own)
        .containsEntry("LANG", "de_CH.UTF-8")
        .containsEntry("LC_TIME", "C")
        .doesNotContainKey("EDITOR")
        .doesNotContainValue("/no/such/folder");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aShellOfAnotherUserEndsWithItsStream() {
    becomeNobody();
    try (ServedDevice device = device()) {
      Call call = device.call(command("exec sleep 1000"));
      call.ok();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLoginShellOfAnotherUserIsItsOwnUnlessThereIsAnother() throws IOException {
    becomeNobody();
    assertThat(PtyProgram.loginShell(settings()).command())
        .startsWith(
            ShellSettings.setpriv().orElseThrow().toString(),
            "--reuid=nobody",
            "--regid=" + Account.find(NOBODY, Account.PASSWORDS).orElseThrow().group(),
            "--init-groups",
            "--");
    now.set(settings().withShell(List.of("/bin/sh", "-l")));
    try (ServedDevice device = device()) {
      Call call = device.call(login());
      call.ok();
      call.type("echo I am $(id -un); exit\n");
      assertThat(call.awaitEnd()).contains("I am nobody");
    }
  }

  @Test
  void theUserOfThisProcessIsNoOther() {
    assertThat(ShellSettings.DEFAULT.withUser(System.getProperty("user.name")))
        .isEqualTo(ShellSettings.DEFAULT);
  }

  @Test
  void anotherUserIsRefusedInWordsWhereThatIsNotPossible() {
    assertThatThrownBy(() -> ShellSettings.DEFAULT.withUser("no-such-user"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .containsAnyOf("no such user", "runs as root", "on Linux only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sh", "./sh", "/no/such/shell", "/tmp", "/etc/passwd", "/bin/sh\0"})
  void whatCannotBeAShellIsRefused(String shell) {
    assertThatThrownBy(() -> ShellSettings.DEFAULT.withShell(List.of(shell)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a shell is the full path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tmp", "/no/such/folder", "/etc/passwd", "/tmp\0"})
  void whatIsNoFolderIsRefused(String path) {
    assertThatThrownBy(() -> ShellSettings.DEFAULT.withFolder(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a folder is the full path");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, ShellSettings.MOST + 1, Integer.MAX_VALUE})
  void aLimitHasBounds(int limit) {
    assertThatThrownBy(() -> ShellSettings.DEFAULT.withLimit(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from 0 to 256 shells may run at once");
  }

  private void becomeNobody() {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "SKIPPED: shells of another user are tested where the tests run as root");
    now.set(ShellSettings.DEFAULT.withUser(NOBODY));
  }

  private ShellSettings settings() {
    return Objects.requireNonNull(now.get());
  }

  private static String uid() throws IOException {
    try (var lines = Files.lines(Account.PASSWORDS)) {
      return lines
          .filter(line -> line.startsWith(NOBODY + ":"))
          .findFirst()
          .orElseThrow()
          .split(":", -1)[2];
    }
  }

  private ServedDevice device() {
    return ServedDevice.start(config -> config.withShells(this::settings));
  }

  private static Message login() {
    return Message.pty(PtyCommand.start(80, 24, null, List.of()));
  }

  private static Message command(String script) {
    return Message.pty(PtyCommand.start(80, 24, "/bin/sh", List.of("-c", script)));
  }

  private static String printed(ServedDevice device, Message request) {
    Call call = device.call(request);
    call.ok();
    return call.awaitEnd();
  }
}
