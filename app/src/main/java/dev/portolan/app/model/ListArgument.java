package dev.portolan.app.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A command-line argument that names an edge list file: a path, or the {@code file:} URL that file
 * managers pass.
 */
public final class ListArgument {
  /** Extension of such a file, case-insensitive. */
  public static final String ENDING = ".portolan";

  private static final String FILE = "file:";

  private ListArgument() {}

  /** Whether a command-line argument names such a file, existing or not. */
  public static boolean isMeant(String argument) {
    return argument.length() > ENDING.length()
        && !argument.startsWith("-")
        && argument.toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  /**
   * The absolute path of the file.
   *
   * @throws IllegalArgumentException if it is no valid path
   */
  public static Path path(String argument) {
    boolean isAddress = argument.regionMatches(true, 0, FILE, 0, FILE.length());
    return (isAddress ? Path.of(URI.create(argument)) : Path.of(argument)).toAbsolutePath();
  }

  /** Makes file arguments absolute, for use in a process with another working directory. */
  public static String complete(String argument) {
    if (!isMeant(argument)) {
      return argument;
    }
    try {
      return path(argument).toString();
    } catch (IllegalArgumentException noFile) {
      return argument;
    }
  }
}
