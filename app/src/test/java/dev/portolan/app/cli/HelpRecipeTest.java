package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The recipe in the edge's help, followed to the letter but for names, folders and the port. */
@DisabledOnOs(OS.WINDOWS)
class HelpRecipeTest {
  @TempDir Path scratch;

  @Test
  void makesAnEdgeWithTwoDevices() throws Exception {
    List<String> commands = commands();
    assertThat(commands).hasSize(4);
    List<String> printed;
    try (CliRun init = portolan(commands.get(0).replace("edge.example.com", "127.0.0.1"))) {
      assertThat(init.exitCode()).as(init.err()).isZero();
      printed = init.out().lines().filter(line -> line.startsWith("device-")).toList();
    }
    try (CliRun edge = portolan(commands.get(1) + " --listen 127.0.0.1:0")) {
      edge.awaitLine("ready");
      String address = edge.awaitLine("listening: ").substring("listening: ".length());
      try (CliRun one = device(commands.get(2), printed.get(0), address, "one");
          CliRun two = device(commands.get(2), printed.get(1), address, "two")) {
        one.awaitLine("ready");
        two.awaitLine("ready");
        String shell = commands.get(3).replace("edge.example.com:8443", address);
        for (CliRun device : List.of(one, two)) {
          String id = device.awaitLine("device: ").substring("device: ".length());
          try (CliRun run = portolan(shell.replace("ID", id) + " echo hello")) {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().strip()).isEqualTo("hello");
          }
        }
      }
    }
  }

  /** Starts a device as the help says, with the code that was printed for it. */
  private CliRun device(String recipe, String printed, String address, String folder) {
    String code = printed.substring(printed.lastIndexOf(' ') + 1);
    assertThat(printed).endsWith("--enrol https://127.0.0.1:8443 --code " + code);
    return portolan(
        recipe.replace("edge.example.com:8443", address).replaceAll("XXXXX-XXXXX-[.]{3}", code)
            + " --folder edge/../"
            + folder);
  }

  /** The commands before the rules, continued lines joined. */
  private static List<String> commands() throws Exception {
    try (CliRun help = CliRun.start("edge", "--help")) {
      assertThat(help.exitCode()).isZero();
      return help.out()
          .replace("\r", "")
          .replace("\\\n", "")
          .lines()
          .filter(line -> line.startsWith("   portolan "))
          .map(String::strip)
          .toList();
    }
  }

  private CliRun portolan(String command) {
    String[] words = command.split(" +", -1);
    assertThat(words[0]).isEqualTo("portolan");
    for (int i = 2; i < words.length; i++) {
      if (words[i].matches("edge(/.*)?")) {
        words[i] = scratch.resolve(words[i]).normalize().toString();
      }
    }
    return CliRun.start(List.of(words).subList(1, words.length).toArray(new String[0]));
  }
}
