package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the program as one system wants it: runtime, jars and launchers. */
interface Image {
  /**
   * Lays all of it, without an AOT cache, which does not exist yet.
   *
   * @param notices what goes into it for people to read
   */
  void lay(Notices notices) throws IOException, InterruptedException;

  /**
   * Has the launchers tell Java one more option.
   *
   * @param option with {@code $APPDIR} for the folder of the jars
   */
  void tell(String option) throws IOException;

  /**
   * What a launcher of our own reads from {@code launcher.options}, a line each: an option, those
   * of every start, and the class path.
   *
   * @param option may be empty; with {@code $APPDIR} for the folder of the jars
   * @param separator between two jars of the class path
   */
  static List<String> launcherOptions(String option, Commands commands, char separator)
      throws IOException {
    List<String> lines = new ArrayList<>();
    if (!option.isEmpty()) {
      lines.add(option);
    }
    lines.addAll(Commands.JAVA_OPTIONS);
    lines.add("window:" + Commands.WINDOW_HEAP);
    lines.add(
        "-Djava.class.path=$APPDIR/" + String.join(separator + "$APPDIR/", classPath(commands)));
    return lines;
  }

  /**
   * The names of the jars in the image, the program's own first, then the others by name: the AOT
   * cache knows them in that order.
   */
  static List<String> classPath(Commands commands) throws IOException {
    String own = commands.product().mainJar().toString();
    List<String> names = new ArrayList<>(List.of(own));
    Jars.in(commands.appFolder()).stream()
        .map(jar -> jar.getFileName().toString())
        .filter(name -> !name.equals(own))
        .sorted()
        .forEach(names::add);
    return names;
  }

  /** Copies a folder of an image with its times. */
  static void copy(Path image, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(image.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
          // jlink makes notices that even their owner cannot write.
          boolean ignored = copy.toFile().setWritable(true, true);
        }
      }
    }
  }
}
