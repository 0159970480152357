package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the AOT cache of the image by a rehearsal: a start like any other, which ends by itself
 * when the window is painted, first without and then with a device, then a shell full of text, and
 * the engine is there, in a real window where there is a display or Xvfb, off screen elsewhere.
 * What comes later is not wanted at once, and would make the cache half as large again, on the disk
 * and in memory. The cache holds loaded and linked classes; it is taken only by the runtime that
 * made it, with the same jars in the same order, in whatever folder they lie.
 */
final class AotCache {
  private static final String FILE = "portolan.aot";
  private static final String USE = "-XX:AOTCache=$APPDIR/" + FILE;

  /**
   * With profiles Java would compile at full strength what the rehearsal did most, just when the
   * window is wanted.
   */
  private static final String WITHOUT_PROFILES =
      "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining";

  private final Commands commands;
  private final FileTime time;

  AotCache(Commands commands, FileTime time) {
    this.commands = commands;
    this.time = time;
  }

  void make() throws IOException, InterruptedException {
    Path cache = commands.appFolder().resolve(FILE).toAbsolutePath();
    List<String> command = new ArrayList<>();
    boolean display = hasDisplay();
    if (!display && Tool.exists("xvfb-run")) {
      command.addAll(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x900x24"));
      display = true;
    }
    command.add(commands.console().toString());
    String home = Files.createDirectories(commands.work().resolve("home")).toString();
    Tool.run(
        command,
        Map.of(
            "JAVA_TOOL_OPTIONS",
            String.join(
                " ",
                WITHOUT_PROFILES,
                "-XX:AOTCacheOutput=" + cache,
                "-Dportolan.rehearsal=true",
                "-Duser.home=" + home,
                display ? "" : "-Dglass.platform=Headless"),
            // The profile lies below one of these.
            "XDG_CONFIG_HOME",
            home,
            "APPDATA",
            home));
    if (!Files.exists(cache)) {
      throw new IOException("the training run left no AOT cache");
    }
    Files.setLastModifiedTime(cache, time);
    if (commands.target().os() == Target.Os.LINUX) {
      new LinuxImage(commands).writeLauncher(USE);
    } else {
      for (String launcher : List.of(Product.NAME, commands.consoleName())) {
        use(commands.appFolder().resolve(launcher + ".cfg"));
      }
    }
    check();
  }

  private boolean hasDisplay() {
    return commands.target().os() != Target.Os.LINUX || System.getenv("DISPLAY") != null;
  }

  /** jpackage made the launcher before there was a cache. */
  private static void use(Path launcher) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(launcher));
    lines.add(lines.indexOf("[JavaOptions]") + 1, "java-options=" + USE);
    Files.write(launcher, lines);
  }

  /** With this mode Java ends when it cannot take the cache. */
  private void check() throws IOException, InterruptedException {
    Tool.run(
        List.of(commands.console().toString(), "--version"),
        Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"));
  }
}
