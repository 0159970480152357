package dev.portolan.device;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run on a terminal: command line, environment, working directory.
 *
 * @param command the program's path, followed by its arguments
 * @param environment the complete environment
 * @param directory an existing working directory
 */
record PtyProgram(List<String> command, Map<String, String> environment, String directory) {

  static final boolean WINDOWS = File.separatorChar == '\\';

  /** Variables that describe the device's own terminal or are private to it. */
  private static final List<String> NOT_INHERITED =
      List.of(
          "COLUMNS",
          "LINES",
          "TERMCAP",
          "TERMINFO",
          "TERM_PROGRAM",
          "TERM_SESSION_ID",
          // set by the launcher for the desktop console only
          "GDK_GL",
          "MALLOC_ARENA_MAX",
          "NO_AT_BRIDGE");

  PtyProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The user's login shell. */
  static PtyProgram loginShell() {
    return of(LoginShell.ofThisProcess().command(), System.getenv());
  }

  /**
   * A command with its arguments, searched in {@code PATH} unless it has a directory.
   *
   * @throws IOException with a plain sentence when there is no such program
   */
  static PtyProgram command(String name, List<String> arguments) throws IOException {
    return command(name, arguments, System.getenv());
  }

  static PtyProgram command(String name, List<String> arguments, Map<String, String> inherited)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(find(name, inherited.get("PATH"), Path.of(folder())));
    line.addAll(arguments);
    return of(line, inherited);
  }

  private static PtyProgram of(List<String> command, Map<String, String> inherited) {
    Map<String, String> environment = new HashMap<>(inherited);
    NOT_INHERITED.forEach(environment::remove);
    // PORTOLAN_TOKEN and others are private to this program
    environment.keySet().removeIf(name -> name.startsWith("PORTOLAN_"));
    environment.put("TERM", "xterm-256color");
    environment.put("COLORTERM", "truecolor");
    String directory = folder();
    environment.putIfAbsent("HOME", directory);
    return new PtyProgram(command, environment, directory);
  }

  /** Where programs start: the user's home folder if there is one. */
  private static String folder() {
    String home = System.getProperty("user.home", "/");
    return Files.isDirectory(Path.of(home)) ? home : File.separator;
  }

  /** The path of a program; what is relative begins in the folder where it will start. */
  private static String find(String name, @Nullable String path, Path folder) throws IOException {
    if (name.indexOf('\0') >= 0) {
      throw new IOException("the command's name has a NUL character in it");
    }
    if (WINDOWS) {
      return name; // Windows searches by itself, with its own list of extensions
    }
    if (name.indexOf('/') >= 0) {
      Path candidate = folder.resolve(name);
      if (runnable(candidate)) {
        return candidate.toString();
      }
    } else {
      for (String each : (path == null ? "/usr/bin:/bin" : path).split(":", -1)) {
        Path candidate = folder.resolve(each).resolve(name);
        if (runnable(candidate)) {
          return candidate.toString();
        }
      }
    }
    throw new IOException("there is no program '" + name + "' on this device");
  }

  private static boolean runnable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** The program only, because the environment may contain secrets. */
  @Override
  public String toString() {
    return command.getFirst();
  }
}
