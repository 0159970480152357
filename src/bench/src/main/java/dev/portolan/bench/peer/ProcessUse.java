package dev.portolan.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resource use of a process and its children, from {@code /proc}.
 *
 * @param pid its id
 * @param java whether it is a JVM like this one
 */
public record ProcessUse(long pid, boolean java) {
  private static final double TICKS_PER_SECOND = 100; // Of all Linux systems that Java runs on.
  private static final int USER_TIME = 11; // Counted from the field behind the name.
  private static final int SYSTEM_TIME = 12;

  double cpuSeconds() {
    return ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToDouble(child -> cpuSeconds(child.pid()))
            .sum()
        + cpuSeconds(pid);
  }

  private static double cpuSeconds(long pid) {
    return cpuSeconds(read(pid, "stat"));
  }

  /** Parses a {@code stat} file. The process name may contain anything, but is in brackets. */
  public static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
        / TICKS_PER_SECOND;
  }

  double rssMegabytes() {
    return rssMegabytes(read(pid, "status"));
  }

  /** Parses a {@code status} file. */
  public static double rssMegabytes(String status) {
    return status
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        * 1024
        / 1e6;
  }

  /** Has a JVM collect its garbage; waits for it. */
  public void collectGarbage() {
    if (!java) {
      return;
    }
    try {
      new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
              Long.toString(pid),
              "GC.run")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " of a peer has ended", e);
    }
  }
}
