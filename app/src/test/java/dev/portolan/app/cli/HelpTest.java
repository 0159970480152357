package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The texts of {@code --help}, word by word. With {@code -Dportolan.snapshots=write} they are
 * written instead of compared: read the difference before it is committed.
 */
class HelpTest {
  private static final Path SNAPSHOTS = Path.of("src/test/resources/dev/portolan/app/cli/help");

  @ParameterizedTest
  @ValueSource(
      strings = {"", "lab", "edge", "token", "invite", "device", "forward", "shell", "run", "copy"})
  void isAsRecorded(String command) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (!command.isEmpty()) {
      arguments.add(command);
    }
    arguments.add("--help");
    try (CliRun run = CliRun.start(arguments.toArray(new String[0]))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEmpty();
      Path snapshot = SNAPSHOTS.resolve((command.isEmpty() ? "portolan" : command) + ".txt");
      String help = run.out().replace("\r\n", "\n");
      if ("write".equals(System.getProperty("portolan.snapshots"))) {
        Files.createDirectories(SNAPSHOTS);
        Files.writeString(snapshot, help);
      }
      assertThat(help)
          .as(
              "the text in %s; if the new one is meant, write it with"
                  + " mvn -pl app -am test -Dtest=HelpTest -Dsurefire.failIfNoSpecifiedTests=false"
                  + " -Dportolan.snapshots=write, and read the difference",
              snapshot)
          .isEqualTo(Files.readString(snapshot));
    }
  }

  @Test
  void manualPageSaysWhatTheHelpSays() throws Exception {
    try (CliRun run = CliRun.start("manual")) {
      assertThat(run.exitCode()).isZero();
      String page = run.out().replace("\r\n", "\n");
      assertThat(page)
          .startsWith(".TH PORTOLAN 1 ")
          .contains(
              "\n.SS portolan shell\n",
              "[\\-\\-ca=FILE | \\-\\-pin=PIN]",
              "\\fB\\-\\-token\\-file\\fR=\\fIFILE\\fR")
          .contains("\n.TP\n\\fB9\\fR\na shell or a copy did not come to its end")
          .contains("\n   portolan edge \\-\\-init edge")
          .doesNotContain("tour", "%n", "\n.PP\n.PP", "@|");
    }
  }

  @Test
  void versionIsOneLine() throws Exception {
    try (CliRun run = CliRun.start("--version")) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .matches("portolan \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\((unknown|[0-9a-f]{7,})\\)\\R");
    }
  }
}
