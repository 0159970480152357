package dev.portolan.bench.start;

import dev.portolan.bench.peer.ProcessUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process with its descendants, on Linux.
 *
 * @param root the root process
 */
record ProcessTree(ProcessHandle root) {
  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  double rssMegabytes() {
    return all().mapToDouble(each -> ProcessUse.rssMegabytes(read(each, "status"))).sum();
  }

  double cpuSeconds() {
    return all().mapToDouble(each -> ProcessUse.cpuSeconds(read(each, "stat"))).sum();
  }

  /** Reads a {@code /proc} file, or an empty text if the process has just ended. */
  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      return file.equals("stat") ? ") 0 0 0 0 0 0 0 0 0 0 0 0 0 0" : "";
    }
  }
}
