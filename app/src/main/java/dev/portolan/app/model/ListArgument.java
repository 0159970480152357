package dev.portolan.app.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An argument of the program that names a file with a list of edges: a path, or the {@code file:}
 * address that file managers make of one.
 */
public final class ListArgument {
  /** How the name of such a file ends; in any case. */
  public static final String ENDING = ".portolan";

  private static final String FILE = "file:";

  private ListArgument() {}

  /** Whether a program's argument is meant as such a file, whether it is there or not. */
  public static boolean isMeant(String argument) {
    return argument.length() > ENDING.length()
        && !argument.startsWith("-")
        && argument.toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  /**
   * The file, from the root on.
   *
   * @throws IllegalArgumentException if no file can have such a name
   */
  public static Path path(String argument) {
    boolean isAddress = argument.regionMatches(true, 0, FILE, 0, FILE.length());
    return (isAddress ? Path.of(URI.create(argument)) : Path.of(argument)).toAbsolutePath();
  }

  /** What a start elsewhere on this computer can make the same of: files from the root on. */
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
