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
  private final Image image;
  private final FileTime time;

  AotCache(Commands commands, Image image, FileTime time) {
    this.commands = commands;
    this.image = image;
    this.time = time;
  }

  /** Makes it, and has the launchers name it. */
  void make() throws IOException, InterruptedException {
    Path cache = commands.appFolder().resolve(FILE).toAbsolutePath();
    if (commands.target().os() == Target.Os.MAC && commands.isForeign()) {
      System.out.println("AOT cache: NOT MADE, so that every start takes longer; only a Mac can");
      return;
    }
    if (commands.target().os() == Target.Os.WINDOWS) {
      if (!runOnWindows(cache)) {
        return;
      }
    } else {
      run(cache);
    }
    if (!Files.exists(cache)) {
      throw new IOException("the training run left no AOT cache");
    }
    Files.setLastModifiedTime(cache, time);
    image.tell(USE);
    check();
  }

  /** Under Wine where this is no Windows; tells whether it could. */
  private boolean runOnWindows(Path cache) throws IOException, InterruptedException {
    Wine wine = new Wine(commands);
    if (!wine.isReady()) {
      System.out.println(
          "AOT cache: NOT MADE, so that every start takes longer; installer/windows/wine prepare"
              + " makes the Wine that it is made with");
      return false;
    }
    Tool.run(
        wine.command(commands.console()),
        wine.variables(
            String.join(
                " ",
                WITHOUT_PROFILES,
                "-XX:AOTCacheOutput=" + wine.path(cache),
                "-Dportolan.rehearsal=true",
                Wine.DRAWING)));
    return true;
  }

  private void run(Path cache) throws IOException, InterruptedException {
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
  }

  private boolean hasDisplay() {
    return commands.target().os() != Target.Os.LINUX || System.getenv("DISPLAY") != null;
  }

  /** With this mode Java ends when it cannot take the cache. */
  private void check() throws IOException, InterruptedException {
    if (commands.target().os() == Target.Os.WINDOWS) {
      Wine wine = new Wine(commands);
      Tool.run(wine.command(commands.console(), "--version"), wine.variables("-XX:AOTMode=on"));
      return;
    }
    Tool.run(
        List.of(commands.console().toString(), "--version"),
        Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"));
  }
}
