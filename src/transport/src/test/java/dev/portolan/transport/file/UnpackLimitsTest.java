package dev.portolan.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive may take of the disk that it comes to. */
class UnpackLimitsTest {
  /** What others may write or delete while this is tested. */
  private static final long OTHERS = 100L << 20;

  @Test
  void aTwentiethOfTheDiskAndHalfAGibibyteAtLeastAreLeftToOthers(@TempDir Path folder)
      throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long leave = Math.max(512L << 20, disk.getTotalSpace() / 20);
    long free = disk.getUsableSpace() - leave;
    assumeTrue(free > 4 * OTHERS, "SKIPPED: the disk is nearly full");

    UnpackLimits limits = UnpackLimits.of(folder);
    assertThat(limits.bytes()).isBetween(free - OTHERS, free + OTHERS);
    assertThat(limits.entries()).isEqualTo(200_000);
    assertThat(limits.ratio()).isEqualTo(200);
  }
}
