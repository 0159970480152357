package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration file of a device: what it may say, and what becomes of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs shells")
class DeviceConfigurationTest {
  @TempDir Path scratch;

  @Test
  void aDeviceDoesWhatItsFileSaysAndFollowsIt() throws Exception {
    Path start = Files.createDirectory(scratch.resolve("start")).toRealPath();
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      enrol(url);
      Path file = write("# of the kiosk\nfolder " + start + "\nallow run /bin/pwd\n");
      try (CliRun device = CliRun.start("device", "--folder", own())) {
        device.awaitLine("ready");
        device.awaitComplaint("portolan: configuration: shells of this user, in " + start);
        String id = device.awaitLine("device: ").substring("device: ".length());
        try (CliRun shell = shell(url, id, "/bin/pwd")) {
          assertThat(shell.exitCode()).as(shell.err()).isZero();
          assertThat(shell.out().strip()).isEqualTo(start.toString());
        }
        try (CliRun shell = shell(url, id, "/bin/echo", "here")) {
          assertThat(shell.failsWith(ExitCode.REFUSED)).contains("rules do not allow");
        }

        Files.writeString(file, "allow run /bin/echo ...\nfolder /no/such/folder\n");
        device.hangUp();
        device.awaitComplaint("portolan: configuration " + file + " is not used");
        try (CliRun shell = shell(url, id, "/bin/pwd")) {
          assertThat(shell.exitCode()).as("what was good stays").isZero();
        }

        Files.writeString(file, "allow run /bin/echo ...\n");
        device.awaitComplaint("portolan: configuration " + file + " was read again");
        try (CliRun shell = shell(url, id, "/bin/echo", "here")) {
          assertThat(shell.exitCode()).as(shell.err()).isZero();
        }

        Files.delete(file);
        device.awaitComplaint(
            "portolan: configuration "
                + file
                + " is not used, what it said before stays in force: there is no file");
        try (CliRun shell = shell(url, id, "/bin/pwd")) {
          assertThat(shell.failsWith(ExitCode.REFUSED)).contains("rules do not allow");
        }
      }
    }
  }

  @Test
  void aFileThatIsGivenCountsInsteadOfThatOfTheFolder() throws Exception {
    try (CliRun edge = edge()) {
      enrol(edge.awaitUrl());
      write("nonsense\n");
      Path other = Files.writeString(scratch.resolve("other.conf"), "shells 3\n");
      try (CliRun device =
          CliRun.start("device", "--folder", own(), "--config", other.toString())) {
        device.awaitLine("ready");
        device.awaitComplaint("portolan: configuration: shells of this user, 3 at once; no rules");
      }
      try (CliRun device = CliRun.start("device", "--folder", own())) {
        assertThat(device.failsWith(ExitCode.FILE)).contains("line 1: a line begins with one of");
      }
    }
  }

  @Test
  void rulesAreInOnePlace() throws Exception {
    try (CliRun edge = edge()) {
      enrol(edge.awaitUrl());
      write("shells 3\nallow tcp\n");
      try (CliRun device = CliRun.start("device", "--folder", own(), "--allow", "*:80")) {
        assertThat(device.failsWith(ExitCode.FILE))
            .contains("line 2: the rules are given by --rules or --allow");
      }
      Path rules = Files.writeString(scratch.resolve("rules"), "allow *\n");
      try (CliRun device = CliRun.start("device", "--folder", own(), "--rules", rules.toString())) {
        assertThat(device.failsWith(ExitCode.FILE)).contains("line 2: the rules are given");
      }
    }
  }

  @Test
  void aCheckSaysWhatIsSoAndWhatIsProbablyNotMeant() throws Exception {
    Path file =
        Files.writeString(
            scratch.resolve("device.conf"),
            "\n  shell  /bin/sh -l   # and so on\nshells 3\nallow *\nallow get /var/log\n");
    try (CliRun check = CliRun.start("device", "--check-config", file.toString())) {
      assertThat(check.exitCode()).isZero();
      assertThat(check.out().strip())
          .isEqualTo(file + ": shells of this user, /bin/sh, 3 at once; 2 rules");
      assertThat(check.err()).contains(file + ", line 5 decides nothing: line 4 decides all");
    }
  }

  static Stream<Arguments> isRefusedByItsLine() {
    return Stream.of(
        bad("", "it says nothing"),
        bad("\n# nothing\n", "it says nothing"),
        bad("shells 3", "line 1: it has no line end"),
        bad("shells 3\nshells 4\n", "line 2: 'shells' is on a line before"),
        bad("shells 3\nshells 3\n", "line 2: 'shells' is on a line before"),
        bad("shells\n", "line 1: 'shells' has no value"),
        bad("shells # three\n", "line 1: 'shells' has no value"),
        bad("shells three\n", "line 1: 'shells' is a number"),
        bad("shells 3 4\n", "line 1: 'shells' is a number"),
        bad("shells 257\n", "line 1: from 0 to 256 shells"),
        bad("shells -1\n", "line 1: from 0 to 256 shells"),
        bad("shells=3\n", "line 1: a line begins with one of"),
        bad("Shells 3\n", "line 1: a line begins with one of"),
        bad("token canary\n", "line 1: a line begins with one of"),
        bad("\n\nshell sh\n", "line 3: a shell is the full path"),
        bad("shell /no/such/shell\n", "line 1: a shell is the full path"),
        bad("folder here\n", "line 1: a folder is the full path"),
        bad("user no-such-user\n", "line 1: "),
        bad("shells 3\nallow teapot\n", "line 2: "),
        bad("# a\nshells 3\n\ndeny tcp 10.0.0.0/99:*\n", "line 4: "),
        bad("shells 3\u0007\n", "line 1: it has a character that cannot be seen"),
        bad("x".repeat(5_000) + "\n", "line 1: it is longer than"));
  }

  private static Arguments bad(String text, String words) {
    return Arguments.of(text, words);
  }

  @ParameterizedTest
  @MethodSource
  void isRefusedByItsLine(String text, String words) throws Exception {
    Path file = Files.writeString(scratch.resolve("device.conf"), text);
    try (CliRun check = CliRun.start("device", "--check-config", file.toString())) {
      assertThat(check.failsWith(ExitCode.FILE)).contains(words).doesNotContain("canary");
    }
  }

  private Path write(String text) throws Exception {
    return Files.writeString(scratch.resolve("own/device.conf"), text);
  }

  private String own() {
    return scratch.resolve("own").toString();
  }

  private CliRun edge() throws Exception {
    String folder = scratch.resolve("edge").toString();
    try (CliRun init = CliRun.start("edge", "--init", folder, "--name", "127.0.0.1")) {
      assertThat(init.exitCode()).as(init.err()).isZero();
    }
    return CliRun.start("edge", "--folder", folder, "--listen", "127.0.0.1:0");
  }

  /** Makes this computer a device of the edge, with its folder. */
  private void enrol(String url) throws Exception {
    String printed;
    try (CliRun invite =
        CliRun.start("edge", "--folder", scratch.resolve("edge").toString(), "--invite", "own")) {
      assertThat(invite.exitCode()).as(invite.err()).isZero();
      printed = invite.out().strip();
    }
    String code = printed.substring(printed.lastIndexOf(' ') + 1);
    try (CliRun device =
        CliRun.start("device", "--enrol", url, "--code", code, "--folder", own())) {
      device.awaitLine("ready");
    }
  }

  private CliRun shell(String url, String device, String... command) {
    return CliRun.onDevice(scratch.resolve("edge"), url, device, command);
  }
}
