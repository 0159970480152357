package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * bin/portolan in a folder with a blank in its name, beside Java homes that are made of shell
 * scripts.
 */
@DisabledOnOs(OS.WINDOWS)
class BinScriptTest {
  @TempDir Path scratch;
  private Path script;

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(scratch.resolve("my programs/portolan/bin"));
    script = bin.resolve("portolan");
    Files.copy(Path.of("src/main/dist/bin/portolan"), script);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void takesJavaHome() throws Exception {
    Path java = javaHome("a jdk", "25.0.3");

    assertThat(run(Map.of("JAVA_HOME", java.toString()), script, "lab", "a b"))
        .isEqualTo(
            List.of(
                java.toString(),
                "@" + home() + "/lib/java.args",
                "-XX:MaxRAMPercentage=25",
                "-Dpty4j.preferred.native.folder="
                    + home()
                    + "/lib/native/resources/com/pty4j/native",
                "-cp",
                home() + "/lib/*",
                "dev.portolan.app.Launcher",
                "lab",
                "a b"));
  }

  @Test
  void onlyTheWindowHasAHeapWithACeiling() throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", javaHome("jdk", "25").toString());
    String ceiling = "@" + home() + "/lib/window.args";

    assertThat(run(java, script)).contains(ceiling);
    assertThat(run(java, script, "--data-dir", "x")).contains(ceiling);
    assertThat(run(java, script, "edge", "--help")).doesNotContain(ceiling);
    assertThat(Files.readString(Path.of("src/main/dist/lib/window.args"))).contains("-Xmx136m");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyTheWindowIsDrawnByJavaFxWhereThereIsNoGraphicsProcessor() throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", javaHome("jdk", "25").toString());
    String drawing = "-Dprism.order=sw";

    assertThat(run(java, script).contains(drawing)).isNotEqualTo(hasGraphicsProcessor());
    assertThat(run(java, script, "edge", "--help")).doesNotContain(drawing);
  }

  private static boolean hasGraphicsProcessor() throws IOException {
    if (Files.isWritable(Path.of("/dev/nvidia0"))) {
      return true;
    }
    Path folder = Path.of("/dev/dri");
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("renderD"))
          .anyMatch(Files::isWritable);
    }
  }

  @Test
  void leavesAnOldJavaHomeAloneAndTakesTheOneOnThePath() throws Exception {
    Path old = javaHome("old", "17.0.15");
    Path current = javaHome("current", "26");
    Path bin = Files.createDirectories(scratch.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of("java2"));
    Files.createSymbolicLink(bin.resolve("java2"), current.resolve("bin/java"));

    assertThat(
            run(
                Map.of("JAVA_HOME", old.toString(), "PATH", bin + ":" + System.getenv("PATH")),
                script))
        .startsWith(current.toString());
  }

  @Test
  void asksAJavaThatHasNoReleaseFile() throws Exception {
    Path java = javaHome("bare", "25");
    Files.delete(java.resolve("release"));

    assertThat(run(Map.of("JAVA_HOME", java.toString()), script)).startsWith(java.toString());
  }

  @Test
  void prefersTheRuntimeThatCameWithIt() throws Exception {
    Path java = javaHome("other", "25");
    Path own = javaHome("my programs/portolan/runtime", "25");

    assertThat(run(Map.of("JAVA_HOME", java.toString()), script))
        .startsWith(own.toRealPath().toString());
  }

  @Test
  void isFoundThroughLinks() throws Exception {
    Path java = javaHome("jdk", "25");
    Path link = Files.createSymbolicLink(scratch.resolve("link"), Path.of("link 2"));
    Files.createSymbolicLink(scratch.resolve("link 2"), script);

    assertThat(run(Map.of("JAVA_HOME", java.toString()), link))
        .contains("@" + home() + "/lib/java.args");
  }

  @Test
  void withoutAnyNewJavaItSaysSoInOneLine() throws Exception {
    // A copy that wants a Java that no computer has.
    Files.writeString(script, Files.readString(script).replace("wanted=25", "wanted=9999"));

    assertThat(run(Map.of(), script))
        .isEqualTo(
            List.of(
                "portolan: needs Java 9999 or later and found none: install a JDK 9999, or set"
                    + " JAVA_HOME to the folder of one",
                "exit 8"));
  }

  private String home() throws IOException {
    return scratch.resolve("my programs/portolan").toRealPath().toString();
  }

  private Path javaHome(String name, String version) throws IOException {
    Path home = scratch.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'Picked up something' >&2
          echo 'openjdk version "%s" 2026-01-01' >&2
          exit
        fi
        echo '%s'
        for argument in "$@"; do echo "$argument"; done
        """
            .formatted(version, home.toRealPath()));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private List<String> run(Map<String, String> variables, Path script, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    List<String> lines = new ArrayList<>(output.lines().toList());
    if (process.exitValue() != 0) {
      lines.add("exit " + process.exitValue());
    }
    return lines;
  }
}
