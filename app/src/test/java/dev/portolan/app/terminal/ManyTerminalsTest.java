package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many terminals, all full of lines, in a process whose heap is no larger than the window's. */
class ManyTerminalsTest {
  /** What the packages give the window, and what it needs of that without any lines. */
  private static final String HEAP = "-Xmx136m";

  private static final int OTHERS_MEGABYTES = 70;

  @TempDir Path folder;

  @Test
  void thirtyTerminalsFullOfLinesFitIntoTheHeapOfTheWindow() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Xmn12m",
                "-XX:+UseSerialGC",
                "-DPORTOLAN_LOG=warn",
                "-cp",
                System.getProperty("java.class.path"),
                ManyTerminals.class.getName(),
                "30",
                "3000",
                Integer.toString(OTHERS_MEGABYTES))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    List<String> said = Files.readAllLines(output);

    assertThat(ended).as("a full heap does nothing but look for garbage: %s", said).isTrue();
    assertThat(process.exitValue()).as("%s", said).isZero();
    assertThat(said).noneMatch(line -> line.contains("OutOfMemoryError"));
    List<Integer> kept =
        said.stream()
            .filter(line -> line.startsWith("kept "))
            .map(line -> Integer.valueOf(line.substring(5)))
            .toList();
    assertThat(kept).hasSize(30).allMatch(lines -> lines > 100 && lines < 6_000);
  }
}
