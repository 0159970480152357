package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The recipe in the edge's help, followed to the letter but for names and the port. */
@DisabledOnOs(OS.WINDOWS)
class HelpRecipeTest {
  @TempDir Path scratch;

  @Test
  void makesAnEdgeWithTwoDevices() throws Exception {
    assumeTrue(isThere("openssl"), "openssl is not installed");
    List<List<String>> steps = steps();
    sh(steps.get(1).getFirst().replace("DNS:edge.example.com,IP:192.0.2.10", "IP:127.0.0.1"));
    sh(steps.get(2).getFirst());
    String id1 = "";
    String id2 = "";
    for (String command : steps.get(3)) {
      id1 = sh(command);
      id2 = sh(command.replace("device-1", "device-2"));
    }
    id1 = id1.substring(0, 64);
    id2 = id2.substring(0, 64);

    String listening = steps.get(4).getFirst().replace("0.0.0.0:8443", "127.0.0.1:0");
    try (CliRun edge = portolan(listening.replace("ID-1", id1).replace("ID-2", id2))) {
      edge.awaitLine("ready");
      String address = edge.awaitLine("listening: ").substring("listening: ".length());
      String device = steps.get(5).getFirst().replace("edge.example.com:8443", address);
      try (CliRun one = portolan(device);
          CliRun two = portolan(device.replace("device-1", "device-2"))) {
        one.awaitLine("ready");
        two.awaitLine("ready");
        assertThat(one.awaitLine("device: ")).isEqualTo("device: " + id1);

        String shell = steps.get(6).getFirst().replace("edge.example.com:8443", address);
        for (String id : List.of(id1, id2)) {
          try (CliRun run = portolan(shell.replace("ID-1", id) + " echo hello")) {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().strip()).isEqualTo("hello");
          }
        }
      }
    }
  }

  /** The commands of each step by its number, continued lines joined. */
  private static List<List<String>> steps() throws Exception {
    List<List<String>> steps = new ArrayList<>(List.of(List.of()));
    try (CliRun help = CliRun.start("edge", "--help")) {
      assertThat(help.exitCode()).isZero();
      int step = 0;
      for (String line : help.out().replace("\r", "").replace("\\\n", "").split("\n", -1)) {
        if (line.matches("\\d\\. .*")) {
          steps.add(new ArrayList<>());
          step++;
        } else if (step > 0 && line.startsWith("   ")) {
          steps.get(step).add(line.strip());
        } else if (step == 6 && !line.isEmpty()) {
          break;
        }
      }
    }
    return steps;
  }

  private CliRun portolan(String command) {
    String[] words = command.split(" +", -1);
    assertThat(words[0]).isEqualTo("portolan");
    for (int i = 1; i < words.length; i++) {
      if (words[i].matches("token|.*\\.(pem|key)")) {
        words[i] = scratch.resolve(words[i]).toString();
      }
    }
    return CliRun.start(List.of(words).subList(1, words.length).toArray(new String[0]));
  }

  private String sh(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(scratch.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command).isZero();
    return out;
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
