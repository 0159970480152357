package dev.portolan.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies the program's jars. Natives of the target are taken out and laid beside them, where they
 * are loaded in place; those of other systems are left out. So are letters, which JavaFX would copy
 * from a jar into the temporary folder first.
 */
final class Jars {
  /**
   * AtlantaFX brings seven themes, of which two are used, JavaFX an old theme and its part for SWT,
   * pty4j a program for a way of starting shells on macOS that nobody asks it for, and many jars
   * how they were built.
   */
  private static final Pattern UNUSED =
      Pattern.compile(
          "atlantafx/base/theme/(?!primer).*[.][bc]ss"
              + "|com/sun/javafx/scene/control/skin/caspian/.*"
              + "|javafx-swt[.]jar"
              + "|resources/com/pty4j/native/darwin/pty4j-unix-spawn-helper"
              + "|META-INF/maven/.*");

  /** Libraries for much more than is used here, such as all formats of archives; two megabytes. */
  private static final Pattern TRIMMED = Pattern.compile("commons-.*[.]jar");

  private final Natives natives;

  Jars(Target target) {
    this.natives = new Natives(target);
  }

  /** All jars of a folder, by name. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /**
   * Copies jars; natives go to {@code native} below the folder, letters to {@code fonts}.
   *
   * @param jars of which a later one's files take the place of an earlier one's
   */
  void copy(List<Path> jars, Path to) throws IOException {
    Files.createDirectories(to);
    Map<Boolean, List<Path>> trimmed =
        jars.stream().collect(Collectors.partitioningBy(Jars::isTrimmed));
    Reachable used =
        new Reachable(
            trimmed.getOrDefault(false, List.of()), trimmed.getOrDefault(true, List.of()));
    for (Path jar : jars) {
      copyJar(jar, to, used);
    }
  }

  private static boolean isTrimmed(Path jar) {
    return TRIMMED.matcher(jar.getFileName().toString()).matches();
  }

  private void copyJar(Path jar, Path to, Reachable used) throws IOException {
    Path copy = to.resolve(jar.getFileName());
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> all = zip.stream().toList();
      boolean mine = all.stream().anyMatch(entry -> natives.place(entry.getName()).isPresent());
      boolean code = all.stream().anyMatch(entry -> isCode(entry.getName()));
      boolean resources = all.stream().anyMatch(Jars::isResource);
      if (!mine && !code && !resources) {
        return; // Natives of another system, or nothing at all.
      }
      takeFonts(zip, to.resolve("fonts"));
      Predicate<String> leftOut =
          isTrimmed(jar)
              // Its declaration as a module names packages that are left out.
              ? name -> isLeftOut(name) || (name.endsWith(".class") && !used.contains(name))
              : this::isLeftOut;
      repack(zip, copy, to.resolve("native"), leftOut);
    }
  }

  private static void takeFonts(ZipFile zip, Path folder) throws IOException {
    for (ZipEntry entry : zip.stream().filter(e -> isFont(e.getName())).toList()) {
      Files.createDirectories(folder);
      Path name = Path.of(entry.getName()).getFileName();
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** A library of icons wants its own letters in the jar, too, only to tell where they are. */
  private boolean isLeftOut(String name) {
    return natives.isLeftOut(name)
        || UNUSED.matcher(name).matches()
        || (isFont(name) && name.startsWith("dev/portolan/"));
  }

  /** A library of natives alone has a name as a module, too. */
  private static boolean isCode(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private static boolean isFont(String name) {
    return name.endsWith(".otf") || name.endsWith(".ttf");
  }

  private static boolean isResource(ZipEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory() && !name.startsWith("META-INF/") && !Natives.isNative(name);
  }

  private void repack(ZipFile zip, Path copy, Path nativeFolder, Predicate<String> leftOut)
      throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        try (InputStream content = zip.getInputStream(entry)) {
          Optional<String> place = natives.place(entry.getName());
          if (place.isPresent()) {
            Path file = nativeFolder.resolve(place.get());
            Files.createDirectories(file.getParent());
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            // Programs among them are started, and macOS signs only what can be executed.
            boolean ignored = file.toFile().setExecutable(!place.get().endsWith(".so"), false);
          } else if (!leftOut.test(entry.getName())) {
            ZipEntry kept = new ZipEntry(entry.getName());
            kept.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            out.putNextEntry(kept);
            content.transferTo(out);
            out.closeEntry();
          }
        }
      }
    }
  }
}
