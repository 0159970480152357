package dev.portolan.installer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs programs of the JDK and of the system. */
final class Tool {
  private Tool() {}

  /** The path of a program of the JDK that runs this. */
  static String ofJdk(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Whether a program is on the path. */
  static boolean exists(String name) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, name))
          || Files.isExecutable(Path.of(folder, name + ".exe"))) {
        return true;
      }
    }
    return false;
  }

  /** Runs one to its end. */
  static void run(List<String> command) throws IOException, InterruptedException {
    run(command, Map.of());
  }

  /**
   * Runs one to its end, with variables added to the environment.
   *
   * @throws IOException if it ends with another code than 0; what it printed is in the message
   */
  static String run(List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "exit code "
              + code
              + " of "
              + String.join(" ", command)
              + System.lineSeparator()
              + printed);
    }
    return printed;
  }
}
