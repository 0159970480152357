package dev.portolan.app;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log of systemd. It takes each line of a service's standard error, and its priority from a
 * number in angle brackets before it, as {@code sd-daemon(3)} says.
 */
public final class Journal {
  private static final String VARIABLE = "JOURNAL_STREAM";
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Journal() {}

  /** How much a line matters. */
  public enum Priority {
    ERROR(3),
    WARNING(4),
    INFO(6),
    DEBUG(7);

    private final String prefix;

    Priority(int number) {
      this.prefix = "<" + number + ">";
    }

    /** What stands before the line. */
    public String prefix() {
      return prefix;
    }

    /** That of a line of our own log. */
    static Priority of(Level level) {
      if (level.isGreaterOrEqual(Level.ERROR)) {
        return ERROR;
      }
      if (level.isGreaterOrEqual(Level.WARN)) {
        return WARNING;
      }
      return level.isGreaterOrEqual(Level.INFO) ? INFO : DEBUG;
    }
  }

  /**
   * Whether this process's standard error leads there. A service may have sent it elsewhere, and
   * what a service starts has its variables, too.
   */
  public static boolean isStandardError(Map<String, String> variables) {
    String stream = variables.get(VARIABLE);
    return stream != null && stream.equals(stream(STANDARD_ERROR));
  }

  /** Device and inode of a file as the variable has them; null where there are none. */
  static @Nullable String stream(Path file) {
    try {
      Map<String, Object> numbers = Files.readAttributes(file, "unix:dev,ino");
      return numbers.get("dev") + ":" + numbers.get("ino");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null; // elsewhere than on Linux
    }
  }
}
