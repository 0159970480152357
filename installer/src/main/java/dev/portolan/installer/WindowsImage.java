package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Lays the image for Windows: runtime, jars and two launchers of our own, {@code Portolan.exe} for
 * the window and {@code bin\portolan.exe} for terminals. jpackage's are part of a JDK for Windows,
 * read arguments in the code page of the system, and are nothing that Linux could make.
 */
final class WindowsImage implements Image {
  private final Commands commands;
  private final WindowsCommands tools;
  private final FileTime time;

  /**
   * Makes one.
   *
   * @param time what all files of the image bear
   */
  WindowsImage(Commands commands, Path compiler, FileTime time) {
    this.commands = commands;
    this.tools = new WindowsCommands(commands, compiler);
    this.time = time;
  }

  @Override
  public void lay(Notices notices) throws IOException, InterruptedException {
    Image.copy(commands.runtime(), commands.imageRuntime());
    Image.copy(commands.input(), commands.appFolder());
    notices.copyTo(commands.image());
    Files.createDirectories(commands.console().getParent());
    Files.createDirectories(tools.folder());
    for (String name : List.of("launcher.c", "launcher.h", "launcher.manifest", "path.c")) {
      copy(commands.project().resolve("installer/windows").resolve(name));
    }
    copy(commands.icons().resolve(Product.PACKAGE + ".ico"));
    compile(WindowsCommands.WINDOW, Product.NAME, Product.SUMMARY, commands.window());
    compile(
        WindowsCommands.CONSOLE,
        Product.PACKAGE,
        Product.SUMMARY + " (for terminals)",
        commands.console());
    Tool.run(tools.compilePath());
    tell("");
  }

  private void compile(String kind, String name, String description, Path program)
      throws IOException, InterruptedException {
    String resources =
        Files.readString(commands.project().resolve("installer/windows/launcher.rc"))
            .replace("@name@", name)
            .replace("@description@", description)
            .replace("@vendor@", Product.VENDOR)
            .replace("@copyright@", Product.COPYRIGHT)
            .replace("@version@", commands.product().version())
            .replace("@commas@", commands.product().fourNumbers().replace('.', ','));
    Files.writeString(tools.folder().resolve(kind + ".rc"), resources);
    Tool.run(tools.compileResources(kind));
    Tool.run(tools.compileLauncher(kind, program));
  }

  private void copy(Path file) throws IOException {
    Files.copy(
        file, tools.folder().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void tell(String option) throws IOException {
    List<String> lines = Image.launcherOptions(option, commands, ';');
    lines.addFirst("time:" + time.toInstant().getEpochSecond());
    Path file = commands.appFolder().resolve("launcher.options");
    Files.writeString(file, String.join("\n", lines).replace("$APPDIR/", "$APPDIR\\") + "\n");
    Files.setLastModifiedTime(file, time);
  }
}
