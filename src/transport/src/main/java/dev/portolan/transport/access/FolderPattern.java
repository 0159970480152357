package dev.portolan.transport.access;

import java.util.List;

/**
 * Which files a rule means: a file, or a folder with everything below it.
 *
 * <p>Paths are compared by whole names, on Windows in any case.
 */
record FolderPattern(List<String> steps, boolean windows) {

  static FolderPattern parse(String text) {
    if (text.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "': a folder is meant with all below it; leave * out");
    }
    String path = Paths.canonicalPath(text);
    return new FolderPattern(List.copyOf(Paths.steps(path)), Paths.hasDrive(path));
  }

  /** Whether this path is the file or folder, or below it. */
  boolean covers(String path) {
    List<String> asked = Paths.steps(path);
    return asked.size() >= steps.size() && touches(path);
  }

  /** Whether this path is covered, or a folder above, which contains what is meant. */
  boolean touches(String path) {
    if (Paths.hasDrive(path) != windows) {
      return false;
    }
    List<String> asked = Paths.steps(path);
    int common = Math.min(asked.size(), steps.size());
    for (int i = 0; i < common; i++) {
      boolean same =
          windows ? steps.get(i).equalsIgnoreCase(asked.get(i)) : steps.get(i).equals(asked.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
