package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays the image on Linux: runtime, jars and one launcher for window and terminals, a shell script.
 * The launcher that jpackage makes there asks the system's package tools at every start, which
 * takes time and leaves files in the user's home.
 */
final class LinuxImage implements Image {
  private final Commands commands;
  private final String launcher;

  /**
   * Makes one.
   *
   * @param launcher the launcher's file below {@code installer/linux}
   */
  LinuxImage(Commands commands, String launcher) {
    this.commands = commands;
    this.launcher = launcher;
  }

  @Override
  public void lay(Notices notices) throws IOException {
    notices.copyTo(commands.image());
    Image.copy(commands.runtime(), commands.imageRuntime());
    Image.copy(commands.input(), commands.appFolder());
    tell("");
  }

  @Override
  public void tell(String option) throws IOException {
    Path file = commands.console();
    Files.createDirectories(file.getParent());
    String template =
        Files.readString(commands.project().resolve("installer/linux").resolve(launcher));
    Files.writeString(
        file, fill(template, option, String.join(":$app/", Image.classPath(commands))));
    if (!file.toFile().setExecutable(true, false)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  /** Puts options and class path into the launcher's text. */
  String fill(String template, String option, String classPath) {
    String options =
        Stream.concat(Stream.of(option).filter(o -> !o.isEmpty()), Commands.JAVA_OPTIONS.stream())
            .map(each -> each.replace("$APPDIR", "$app"))
            .map(each -> "  \"" + each + "\" \\\n")
            .collect(Collectors.joining());
    return template
        .replace("  @options@ \\\n", options)
        .replace("@window@", Commands.WINDOW_HEAP)
        .replace("@classpath@", classPath)
        .replace("@main@", Product.MAIN_CLASS);
  }
}
