package dev.portolan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files and connections a process may have open, where the system says so: Linux. */
final class OpenFiles {
  /** Each device and each client has one connection, and a console one for each device. */
  static final long ENOUGH = 4_096;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");

  private OpenFiles() {}

  /** A sentence if they may become too few for an edge. */
  static Optional<String> warning() {
    try {
      return warning(Files.readString(LIMITS));
    } catch (IOException e) {
      return Optional.empty(); // Elsewhere.
    }
  }

  static Optional<String> warning(String limits) {
    Matcher matcher = LIMIT.matcher(limits);
    if (!matcher.find() || Long.parseLong(matcher.group(1)) >= ENOUGH) {
      return Optional.empty();
    }
    return Optional.of(
        "this process may have only "
            + matcher.group(1)
            + " files and connections open, and each device and client needs one: raise that with"
            + " 'ulimit -n 65536' before it is started, or LimitNOFILE=65536 in its systemd unit.");
  }
}
