package dev.portolan.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tour as a process of its own, since it starts JavaFX and ends it for good. */
class TourTest {
  private static final String[] PICTURES = {
    "01-first-run.png",
    "02-lab-device.png",
    "03-shell-before-and-after-resize.png",
    "04-tunnel-in-use.png"
  };

  @TempDir Path scratch;
  private Path home;
  private Path temporary;
  private Path pictures;
  private Path natives;

  @BeforeEach
  void makeFolders() throws IOException {
    home = Files.createDirectory(scratch.resolve("home"));
    temporary = Files.createDirectory(scratch.resolve("tmp"));
    pictures = scratch.resolve("pictures");
    // Here pty4j unpacks its native library; the runnable folder and packages have it beside them.
    natives = Files.createDirectory(scratch.resolve("natives"));
  }

  @Test
  void leavesFourPicturesAndNothingElse() throws Exception {
    Files.createDirectory(pictures);
    Files.writeString(pictures.resolve("where-it-ended.png"), "of an earlier tour");

    Result tour = take();

    assertThat(tour.exitCode()).as(tour.output()).isZero();
    assertThat(tour.output().lines())
        .containsExactlyElementsOf(
            Stream.of(PICTURES).map(name -> "picture: " + pictures.resolve(name)).toList());
    assertThat(filesIn(pictures)).containsExactly(PICTURES);
    for (String name : PICTURES) {
      assertThat(colours(pictures.resolve(name))).as(name).isGreaterThan(10);
    }
    assertThat(filesIn(temporary)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // The shell's own words are replaced by a function of a Unix shell.
  void failsWhenTheFarSideHasAnotherSizeAndLeavesNothing() throws Exception {
    Files.writeString(home.resolve(".profile"), "stty() { echo 37 85; }\n");

    Result tour = take();

    assertThat(tour.exitCode()).isEqualTo(1);
    assertThat(tour.output())
        .containsPattern(
            "portolan: the terminal has \\d+\u00d7\\d+ cells, but the device takes it for 85\u00d737");
    assertThat(filesIn(pictures)).doesNotContain(PICTURES[2]);
    assertThat(filesIn(temporary)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // As above.
  void failsAtOnceWithTheReasonWhenThereIsNoShellAndLeavesNothing() throws Exception {
    // A user whom the system does not know has the shell that the environment names.
    Result tour = take("-Duser.name=portolan-nobody");

    assertThat(tour.exitCode()).isEqualTo(1);
    assertThat(tour.output()).contains("portolan: the tour got no shell: it ended at once");
    assertThat(tour.output()).doesNotContain("in vain");
    assertThat(filesIn(temporary)).isEmpty();
  }

  /** How many colours there are: a picture of nothing has one. */
  private static long colours(Path picture) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }

  private record Result(int exitCode, String output) {}

  private Result take(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Djava.io.tmpdir=" + temporary,
            "-Dpty4j.tmpdir=" + natives));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.portolan.app.Launcher",
            "tour",
            "--dir",
            pictures.toString()));
    File log = scratch.resolve("log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("SHELL", "/bin/false");
    builder.environment().keySet().removeAll(List.of("PORTOLAN_LOG", "JAVA_TOOL_OPTIONS"));
    Process process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String output = Files.readString(log.toPath(), StandardCharsets.UTF_8);
    assertThat(ended).as("the tour came to an end: %s", output).isTrue();
    return new Result(process.exitValue(), output);
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
