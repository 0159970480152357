package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that have one profile open. */
class TwoConsolesTest {
  @TempDir Path folder;

  @Test
  void theSecondOneReadsOnlyUntilTheFirstHasGone() throws Exception {
    try (Other first = new Other(folder)) {
      assertThat(first.says()).isEqualTo("may write true, edges []");
      first.save("Plant A");
      try (ProfileFile second = ProfileFile.open(folder, Clock.systemUTC())) {
        assertThat(names(second.load())).containsExactly("Plant A");
        assertThat(second.isWritable()).isFalse();
        assertThat(second.notices()).containsExactly(new ProfileNotice.OpenElsewhere());
        second.save(ProfileFileTest.profile("Plant B"));
      }
      assertThat(Files.readString(folder.resolve("profile.json"))).contains("Plant A");
      first.kill();
      try (ProfileFile third = ProfileFile.open(folder, Clock.systemUTC())) {
        assertThat(names(third.load())).containsExactly("Plant A");
        assertThat(third.isWritable()).isTrue();
        third.save(ProfileFileTest.profile("Plant C"));
        try (Other fourth = new Other(folder)) {
          assertThat(fourth.says()).isEqualTo("may write false, edges [Plant C]");
          fourth.save("Plant D");
        }
        assertThat(Files.readString(folder.resolve("profile.json"))).contains("Plant C");
      }
    }
  }

  /** A console's store in a process of its own. */
  private static final class Other implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Other(Path folder) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TwoConsolesTest.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String says() throws IOException {
      return output.readLine();
    }

    /** Returns when it has done so, or has found that it may not. */
    void save(String edge) throws IOException {
      process.getOutputStream().write((edge + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      assertThat(says()).isEqualTo("done");
    }

    @Override
    public void close() {
      kill();
    }

    private void kill() {
      process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  /** The other process: opens the profile, and saves an edge for each line that it reads. */
  public static void main(String[] arguments) throws IOException {
    try (ProfileFile file = ProfileFile.open(Path.of(arguments[0]), Clock.systemUTC());
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("may write " + file.isWritable() + ", edges " + names(file.load()));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        file.save(ProfileFileTest.profile(line));
        System.out.println("done");
      }
    }
  }

  private static List<String> names(Profile profile) {
    return profile.edges().stream().map(edge -> edge.settings().name()).toList();
  }
}
