package dev.portolan.app.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path scratch;

  @Test
  @DisabledOnOs(OS.WINDOWS) // Links need a right there.
  void isRemovedWithAllInItAndFollowsNoLink() throws Exception {
    Path elsewhere = Files.writeString(scratch.resolve("elsewhere"), "kept");
    Path path;
    try (TemporaryFolder folder = new TemporaryFolder("portolan-test-")) {
      path = folder.path();
      Files.createDirectories(path.resolve("a/b"));
      Files.writeString(path.resolve("a/b/c"), "x");
      Files.createSymbolicLink(path.resolve("file"), elsewhere);
      Files.createSymbolicLink(path.resolve("folder"), scratch);
    }
    assertThat(path).doesNotExist();
    assertThat(elsewhere).hasContent("kept");
  }

  @Test
  void isRemovedWhenTheProcessEndsWithoutClosingIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                Forgetful.class.getName())
            .inheritIO()
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  /** Ends without closing its folder. */
  static final class Forgetful {
    private Forgetful() {}

    public static void main(String[] args) throws IOException {
      TemporaryFolder folder = new TemporaryFolder("portolan-test-");
      Files.writeString(folder.path().resolve("key"), "secret");
      System.exit(7);
    }
  }
}
