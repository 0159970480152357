package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LabCommandTest {
  @TempDir Path scratch;

  @Test
  void printsWhatScriptsNeedAndThenReady() throws Exception {
    try (CliRun lab = CliRun.start("lab")) {
      lab.awaitLine("ready");

      List<String> lines = lab.out().lines().toList();
      assertThat(lines).hasSize(5);
      assertThat(lines.get(0)).matches("edge: https://127\\.0\\.0\\.1:\\d+");
      assertThat(lines.get(1)).matches("device: [0-9a-f]{64}");
      assertThat(Path.of(value(lines.get(2), "ca: "))).exists();
      assertThat(Path.of(value(lines.get(3), "token-file: "))).exists();
      assertThat(lines.get(4)).isEqualTo("ready");
      assertThat(lab.err()).isEmpty();
    }
  }

  @Test
  void stoppedItRemovesWhatItMade() throws Exception {
    try (CliRun lab = CliRun.start("lab")) {
      lab.awaitLine("ready");
      Path folder =
          Path.of(value(lab.awaitLine("ca: "), "ca: ")).toAbsolutePath().resolve("..").normalize();
      assertThat(folder).isDirectory();

      lab.stop();

      assertThat(lab.exitCode()).isZero();
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void theTokenItselfIsNeverPrinted() throws Exception {
    try (CliRun lab = CliRun.start("lab", "--dir", scratch.toString())) {
      lab.awaitLine("ready");

      String token = Files.readString(scratch.resolve("token")).strip();
      assertThat(lab.out() + lab.err()).doesNotContain(token);
    }
  }

  @Test
  void aKeptFolderBringsTheSameLabBackOnTheSamePort() throws Exception {
    String first;
    try (CliRun lab = CliRun.start("lab", "--dir", scratch.toString())) {
      lab.awaitLine("ready");
      first = lab.out();
    }
    try (CliRun lab = CliRun.start("lab", "--dir", scratch.toString())) {
      lab.awaitLine("ready");

      assertThat(lab.out()).isEqualTo(first);
    }
  }

  @Test
  void aSecondLabInTheSameFolderSaysThatThePortIsTaken() throws Exception {
    try (CliRun first = CliRun.start("lab", "--dir", scratch.toString())) {
      first.awaitLine("ready");
      try (CliRun second = CliRun.start("lab", "--dir", scratch.toString())) {
        second.failsWith(ExitCode.PORT);
      }
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "");
    try (CliRun lab = CliRun.start("lab", "--dir", file.resolve("lab").toString())) {
      assertThat(lab.failsWith(ExitCode.FILE)).contains(file.toString());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCEndsTheProcessCleanly() throws Exception {
    try (PortolanProcess lab = PortolanProcess.start("lab")) {
      lab.awaitLine("ready");
      Path ca = Path.of(value(lab.awaitLine("ca: "), "ca: "));
      assertThat(ca).exists();

      lab.interrupt();

      assertThat(lab.exitCode()).isZero();
      assertThat(lab.err()).isEmpty();
      assertThat(ca).doesNotExist();
      assertThat(ca.resolveSibling(".").normalize()).doesNotExist();
    }
  }

  private static String value(String line, String name) {
    assertThat(line).startsWith(name);
    return line.substring(name.length());
  }
}
