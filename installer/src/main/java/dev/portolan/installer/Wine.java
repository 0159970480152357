package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs programs for Windows: on Windows as they are, elsewhere by {@code installer/windows/wine}.
 */
final class Wine {
  /** JavaFX must draw by itself there, and letters without colours. */
  static final String DRAWING =
      Target.here().os() == Target.Os.WINDOWS ? "" : "-Dprism.order=sw -Dprism.lcdtext=false";

  private final String script;
  private final Path prefix;

  Wine(Commands commands) {
    script = commands.project().resolve("installer/windows/wine").toString();
    prefix = commands.work().resolve("wine");
  }

  /** Whether it can. */
  boolean isReady() throws InterruptedException {
    if (Target.here().os() == Target.Os.WINDOWS) {
      return true;
    }
    try {
      Tool.run(List.of(script, "ready"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A command that runs a program with a display. */
  List<String> command(Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (Target.here().os() != Target.Os.WINDOWS) {
      command.addAll(
          List.of(script, "in", "xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "wine"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** What programs are told by variables. */
  Map<String, String> variables(String javaOptions) {
    return Map.of("WINEPREFIX", prefix.toString(), "JAVA_TOOL_OPTIONS", javaOptions);
  }

  /** A file in the words of Windows. */
  String path(Path file) {
    return Target.here().os() == Target.Os.WINDOWS
        ? file.toString()
        : "Z:" + file.toString().replace('/', '\\');
  }
}
