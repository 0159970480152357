package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
