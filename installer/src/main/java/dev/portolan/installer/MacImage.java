package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has jpackage lay the image on macOS, with a launcher for the window and one for terminals. */
final class MacImage implements Image {
  private final Commands commands;

  MacImage(Commands commands) {
    this.commands = commands;
  }

  @Override
  public void lay(Notices notices) throws IOException, InterruptedException {
    notices.copyTo(commands.input());
    Path console = commands.work().resolve("console.properties");
    Files.writeString(console, Commands.consoleLauncher());
    Tool.run(commands.image(console));
  }

  @Override
  public void tell(String option) throws IOException {
    for (String launcher : List.of(Product.NAME, commands.consoleName())) {
      Path file = commands.appFolder().resolve(launcher + ".cfg");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.add(lines.indexOf("[JavaOptions]") + 1, "java-options=" + option);
      Files.write(file, lines);
    }
  }
}
