package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tour in a process of its own, because it takes over the process. */
@DisabledOnOs(OS.WINDOWS)
class TourCommandTest {
  @TempDir Path scratch;

  @Test
  void leavesFourDifferentPicturesAndNamesThem() throws Exception {
    Path folder = scratch.resolve("deep/tour");
    try (PortolanProcess tour = PortolanProcess.start("tour", "--dir", folder.toString())) {
      int code = tour.exitCode();

      assertThat(code).as(tour.err()).isZero();
      assertThat(tour.err()).isEmpty();
      List<Path> named =
          tour.out().lines().map(line -> Path.of(line.substring("picture: ".length()))).toList();
      assertThat(named)
          .containsExactly(
              folder.resolve("01-first-run.png"),
              folder.resolve("02-lab-device.png"),
              folder.resolve("03-shell-before-and-after-resize.png"),
              folder.resolve("04-tunnel-in-use.png"));
      for (Path picture : named) {
        assertThat(colours(picture)).as("%s", picture).isGreaterThan(10);
      }
      assertThat(contents(folder)).hasSize(4).doesNotHaveDuplicates();
    }
  }

  @Test
  void aFolderThatCannotBeMadeFails() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "");
    try (PortolanProcess tour =
        PortolanProcess.start("tour", "--dir", file.resolve("tour").toString())) {
      assertThat(tour.exitCode()).isEqualTo(ExitCode.FAULT.number());
      assertThat(tour.err().lines()).hasSize(1);
    }
  }

  /** How many colours there are: a picture of nothing has one. */
  private static long colours(Path picture) throws Exception {
    BufferedImage image = ImageIO.read(picture.toFile());
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }

  private static List<String> contents(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(TourCommandTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return HexFormat.of().formatHex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
