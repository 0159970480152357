package dev.portolan.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which classes of libraries a program can reach. A class is reached by every mention of its name
 * in a class that is, also as text.
 */
final class Reachable {
  /** Names of classes with their packages, written {@code a/b/C} or {@code a.b.C}. */
  private static final Pattern NAME = Pattern.compile("(?:\\w+[./])+[\\w$]+");

  private final Set<String> files = new HashSet<>();

  /**
   * Reads all jars.
   *
   * @param program jars whose classes are all used
   * @param libraries jars of which only some may be
   */
  Reachable(List<Path> program, List<Path> libraries) throws IOException {
    Map<String, Set<String>> mentions = new HashMap<>();
    for (Path library : libraries) {
      forEachClass(library, (name, names) -> mentions.put(name, names));
    }
    Queue<String> found = new ArrayDeque<>();
    for (Path jar : program) {
      forEachClass(jar, (name, names) -> found.addAll(names));
    }
    while (!found.isEmpty()) {
      String name = found.remove();
      Set<String> further = mentions.remove(name);
      if (further != null) {
        files.add(name + ".class");
        found.addAll(further);
      }
    }
  }

  /**
   * Whether a class file of one of the libraries is used.
   *
   * @param file its path in the jar
   */
  boolean contains(String file) {
    return files.contains(file);
  }

  @FunctionalInterface
  private interface Reader {
    void read(String name, Set<String> mentioned);
  }

  private static void forEachClass(Path jar, Reader reader) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .forEach(
              entry ->
                  reader.read(
                      entry.getName().substring(0, entry.getName().length() - ".class".length()),
                      mentioned(zip, entry)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Set<String> mentioned(ZipFile zip, ZipEntry entry) {
    Set<String> names = new HashSet<>();
    try (var content = zip.getInputStream(entry)) {
      for (PoolEntry each : ClassFile.of().parse(content.readAllBytes()).constantPool()) {
        if (each instanceof Utf8Entry text) {
          NAME.matcher(text.stringValue())
              .results()
              .map(MatchResult::group)
              // A descriptor has an L in front.
              .forEach(
                  name -> {
                    String path = name.replace('.', '/');
                    names.add(path);
                    names.add(path.substring(1));
                  });
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
