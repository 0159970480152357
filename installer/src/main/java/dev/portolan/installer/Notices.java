package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The licence of the program and the notices of third parties, which the build leaves beside {@code
 * bin}. Every package holds both, and a word on each jar in it.
 */
final class Notices {
  private static final String THIRD_PARTY = "THIRD-PARTY.txt";
  private static final String PLACE = "In: ";

  private final Path app;

  /**
   * Takes them from the folder that the build leaves.
   *
   * @param app {@code app/target/portolan}
   */
  Notices(Path app) {
    this.app = app;
  }

  /** Copies both to a folder. */
  void copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : List.of("LICENSE", THIRD_PARTY)) {
      Files.copy(app.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Looks for the jars of others in a folder.
   *
   * @throws IOException if one is not named
   */
  void check(Path jars) throws IOException {
    Set<String> named = new HashSet<>();
    for (String line : Files.readAllLines(app.resolve(THIRD_PARTY))) {
      if (line.startsWith(PLACE)) {
        named.addAll(List.of(line.substring(PLACE.length()).split(", ", -1)));
      }
    }
    List<String> strangers = new ArrayList<>();
    try (Stream<Path> files = Files.list(jars)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.startsWith(Product.PACKAGE + "-"))
          .filter(name -> !named.contains(artifact(name)))
          .sorted()
          .forEach(strangers::add);
    }
    if (!strangers.isEmpty()) {
      throw new IOException(THIRD_PARTY + " does not name " + String.join(", ", strangers));
    }
  }

  /** What comes before the version. */
  private static String artifact(String jar) {
    return jar.replaceFirst("-\\d.*", "");
  }
}
