package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command of the tour; what the tour does is in {@code TourTest}. */
@DisabledOnOs(OS.WINDOWS)
class TourCommandTest {
  @TempDir Path scratch;

  @Test
  void aFolderThatCannotBeMadeFails() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "");
    try (PortolanProcess tour =
        PortolanProcess.start("tour", "--dir", file.resolve("tour").toString())) {
      assertThat(tour.exitCode()).isEqualTo(ExitCode.FAULT.number());
      assertThat(tour.err().lines()).hasSize(1);
    }
  }
}
