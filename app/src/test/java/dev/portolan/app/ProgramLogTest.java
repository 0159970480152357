package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramLogTest {
  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void keepsWhatWeSayAndWhatLibrariesWarnOf() throws Exception {
    ProgramLog.keepIn(folder, context);

    context.getLogger("dev.portolan.app").info("connected\nand more");
    context.getLogger("dev.portolan.app").debug("a detail");
    context.getLogger("io.netty").info("a library's detail");
    context.getLogger("io.netty").warn("a library's warning");

    assertThat(Files.readAllLines(ProgramLog.file(folder)))
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).endsWith("connected and more"),
            line -> assertThat(line).endsWith("a library's warning"));
  }

  @Test
  void aFolderMayHaveMarksOfLogbackInItsName() throws Exception {
    Path odd = folder.resolve("100 %i {x} %d");
    ProgramLog.keepIn(odd, context);

    context.getLogger("dev.portolan.app").info("here");

    assertThat(Files.readString(ProgramLog.file(odd))).contains("here");
  }

  @Test
  void isBounded() throws Exception {
    ProgramLog.keepIn(folder, context);
    Logger logger = context.getLogger("dev.portolan.app");
    String line = "x".repeat(100_000);

    for (int i = 0; i < 400; i++) { // 40 MB
      logger.info(line);
    }

    try (Stream<Path> files = Files.list(ProgramLog.file(folder).getParent())) {
      List<Path> kept = files.toList();
      assertThat(kept).hasSize(5);
      for (Path file : kept) {
        assertThat(Files.size(file)).isLessThan(6_000_000);
      }
    }
  }
}
