package dev.portolan.transport.access;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Paths in the one spelling in which rules judge them, of Unix and of Windows. */
final class Paths {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\].*", Pattern.DOTALL);
  private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");

  private Paths() {}

  /** Whether it begins with a drive, so that it is one of Windows. */
  static boolean hasDrive(String path) {
    return DRIVE.matcher(path).matches();
  }

  static boolean isAbsolute(String path) {
    return path.startsWith("/") || hasDrive(path);
  }

  /**
   * An absolute path without empty steps and single dots.
   *
   * @throws IllegalArgumentException with a plain sentence if it is not absolute, or leaves open
   *     what it leads to
   */
  static String canonicalPath(String path) {
    if (!isAbsolute(path)) {
      throw new IllegalArgumentException("path must be absolute");
    }
    return canonical(path);
  }

  /**
   * A program's name or path as the device is to start it. A path that is not absolute stays as it
   * is.
   */
  static String canonicalProgram(String program) {
    if (isAbsolute(program)) {
      return canonical(program);
    }
    refuseZeroBytes(List.of(program));
    refuseParents(program);
    return program;
  }

  private static String canonical(String path) {
    refuseZeroBytes(List.of(path));
    refuseParents(path);
    boolean windows = hasDrive(path);
    String separator = windows ? "\\" : "/";
    StringBuilder canonical = new StringBuilder();
    for (String step : steps(path)) {
      canonical.append(canonical.isEmpty() && windows ? "" : separator).append(step);
    }
    if (canonical.isEmpty() || (windows && canonical.length() == 2)) {
      canonical.append(separator);
    }
    return canonical.toString();
  }

  /** The names that an absolute path leads through. */
  static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    String[] parts = hasDrive(path) ? SEPARATORS.split(path) : path.split("/");
    for (String part : parts) {
      if (!part.isEmpty() && !part.equals(".")) {
        steps.add(part);
      }
    }
    return steps;
  }

  /** A device with Windows takes \ for a separator wherever it stands. */
  private static void refuseParents(String path) {
    if (List.of(SEPARATORS.split(path)).contains("..")) {
      throw new IllegalArgumentException("write the path without '..'");
    }
  }

  /** Most systems end a text at its first zero byte. */
  static void refuseZeroBytes(List<String> texts) {
    if (texts.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("paths and commands have no zero byte");
    }
  }
}
