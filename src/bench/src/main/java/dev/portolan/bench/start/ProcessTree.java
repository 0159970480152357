package dev.portolan.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process with all its children, on Linux.
 *
 * @param root the eldest
 */
record ProcessTree(ProcessHandle root) {
  private static final int USER_TIME = 11; // Counted from the field behind the name.
  private static final int SYSTEM_TIME = 12;
  private static final double TICKS_PER_SECOND = 100;

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  double rssMegabytes() {
    return all().mapToDouble(each -> rssMegabytes(read(each, "status"))).sum();
  }

  double cpuSeconds() {
    return all().mapToDouble(each -> cpuSeconds(read(each, "stat"))).sum();
  }

  private static double rssMegabytes(String status) {
    return status
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        * 1024
        / 1e6;
  }

  private static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
        / TICKS_PER_SECOND;
  }

  /** Of a child that has just ended there is nothing to read, and it holds nothing. */
  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      return file.equals("stat") ? ") 0 0 0 0 0 0 0 0 0 0 0 0 0 0" : "";
    }
  }
}
