package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many terminals, all full of lines, in a process whose heap is no larger than the window's. */
class ManyTerminalsTest {
  /** What the packages give the window, and what it needs of that without any lines. */
  private static final String HEAP = "-Xmx136m";

  private static final int OTHERS_MEGABYTES = 70;

  @Test
  void thirtyTerminalsFullOfLinesFitIntoTheHeapOfTheWindow() throws Exception {
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
            .start();
    process.getOutputStream().close();
    List<String> said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();

    assertThat(process.waitFor()).as("%s", said).isZero();
    assertThat(said).noneMatch(line -> line.contains("OutOfMemoryError"));
    List<Integer> kept =
        said.stream()
            .filter(line -> line.startsWith("kept "))
            .map(line -> Integer.valueOf(line.substring(5)))
            .toList();
    assertThat(kept).hasSize(30).allMatch(lines -> lines > 100 && lines < 6_000);
  }
}
