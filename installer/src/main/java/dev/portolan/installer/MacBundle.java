package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lays the app for macOS on another system, where jpackage makes none: with a launcher of our own,
 * which serves the window and terminals.
 */
final class MacBundle implements Image {
  private final Commands commands;
  private final MacCommands tools;

  MacBundle(Commands commands, Path compiler) {
    this.commands = commands;
    this.tools = new MacCommands(commands, compiler);
  }

  @Override
  public void lay(Notices notices) throws IOException, InterruptedException {
    Image.copy(commands.runtime(), commands.imageRuntime());
    Image.copy(commands.input(), commands.appFolder());
    notices.copyTo(commands.appFolder());
    Path contents = commands.image().resolve("Contents");
    String icon = Product.PACKAGE + ".icns";
    Files.createDirectories(contents.resolve("Resources"));
    Files.copy(commands.icons().resolve(icon), contents.resolve("Resources").resolve(icon));
    Path plist = commands.project().resolve("installer/mac/Info.plist");
    Files.writeString(
        contents.resolve("Info.plist"), fill(Files.readString(plist), commands.product()));
    Path launcher = contents.resolve("MacOS").resolve(Product.NAME);
    Files.createDirectories(launcher.getParent());
    Tool.run(tools.compileLauncher(launcher));
    Files.copy(launcher, commands.console());
    for (Path program : List.of(launcher, commands.console())) {
      if (!program.toFile().setExecutable(true, false)) {
        throw new IOException(program + " cannot be made executable");
      }
    }
    tell("");
  }

  /** Puts what the product is into the text of Info.plist. */
  static String fill(String template, Product product) {
    return template
        .replace("@name@", Product.NAME)
        .replace("@icon@", Product.PACKAGE)
        .replace("@identifier@", Product.MAC_IDENTIFIER)
        .replace("@version@", product.macVersion())
        .replace("@macos@", MacCommands.OLDEST)
        .replace("@copyright@", Product.COPYRIGHT);
  }

  @Override
  public void tell(String option) throws IOException {
    List<String> lines = Image.launcherOptions(option, commands, ':');
    lines.add(Product.MAIN_CLASS);
    Files.writeString(
        commands.appFolder().resolve("launcher.options"), String.join("\n", lines) + "\n");
  }

  /** Signs it without a name, which ARM asks for, where there is a program for that. */
  void sign() throws IOException, InterruptedException {
    if (Tool.exists(MacCommands.SIGNER)) {
      Tool.run(tools.sign());
    } else {
      System.out.println(
          "signature: NOT MADE, so that Macs may call the app damaged; "
              + MacCommands.SIGNER
              + " makes it (cargo install apple-codesign)");
    }
  }
}
