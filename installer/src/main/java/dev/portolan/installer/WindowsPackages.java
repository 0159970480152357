package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Wraps the image in what Windows installs, for one user and without an administrator. */
final class WindowsPackages {
  private static final String OLDER = "0.0.1";

  private final Commands commands;
  private final WindowsCommands tools;
  private final Path out;

  WindowsPackages(Commands commands, Path compiler, Path out) {
    this.commands = commands;
    this.tools = new WindowsCommands(commands, compiler);
    this.out = out;
  }

  /** The installer; needs makensis. */
  Path setup() throws IOException, InterruptedException {
    return setup(commands.image(), commands.product());
  }

  /**
   * A package for tests of what comes after it: the same program, with another version and a jar
   * that the next one does not have.
   */
  Path older() throws IOException, InterruptedException {
    Path image = commands.work().resolve("older");
    Image.copy(commands.image(), image);
    Files.writeString(image.resolve("app/older.jar"), "");
    return setup(image, new Product(OLDER));
  }

  /** A folder that runs where it is unpacked. */
  Path zip() throws IOException {
    Path file = out.resolve(commands.product().fileName(commands.target()) + ".zip");
    Zip.write(commands.image(), Product.PACKAGE + "-" + commands.product().version(), file);
    return file;
  }

  private Path setup(Path image, Product product) throws IOException, InterruptedException {
    Files.writeString(tools.folder().resolve("files.nsh"), removal(image));
    Path file = out.resolve(Product.NAME + "-" + product.version() + "-setup.exe");
    Tool.run(tools.setup(image, product, Target.here().os(), file));
    return file;
  }

  /** What takes away the files of an image, one by one, then the folders that are empty. */
  static String removal(Path image) throws IOException {
    List<String> lines = new ArrayList<>(List.of("!macro RemoveFiles"));
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        String below = image.relativize(file).toString().replace('/', '\\').replace("$", "$$");
        if (Files.isDirectory(file)) {
          if (!below.isEmpty()) {
            lines.add("RMDir \"$INSTDIR\\" + below + "\"");
          }
        } else {
          lines.add("Delete \"$INSTDIR\\" + below + "\"");
        }
      }
    }
    lines.add("!macroend");
    return String.join("\n", lines) + "\n";
  }
}
