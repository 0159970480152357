package dev.portolan.app.transfer;

/** Takes absolute paths of devices apart, those of Windows, too. */
public final class RemotePath {
  private RemotePath() {}

  /** Whether this is an absolute path. */
  public static boolean isAbsolute(String path) {
    return path.startsWith("/") || (hasDrive(path) && path.length() > 2 && isSeparator(path, 2));
  }

  /** Whether its names are the same in upper and lower case. */
  public static boolean hasDrive(String path) {
    return path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
  }

  /** The last name; empty if there is none. */
  public static String name(String path) {
    String trimmed = trimmed(path);
    return trimmed.substring(lastSeparator(trimmed) + 1);
  }

  /** The folder that the last name is in; the path itself if it is a root. */
  public static String parent(String path) {
    String trimmed = trimmed(path);
    int at = lastSeparator(trimmed);
    if (at < 0) {
      return path;
    }
    String parent = trimmed.substring(0, at);
    return parent.isEmpty() ? "/" : isDrive(parent) ? parent + trimmed.charAt(at) : parent;
  }

  /** The path of something in a folder. */
  public static String child(String folder, String name) {
    String trimmed = trimmed(folder);
    String separator = hasDrive(folder) && folder.indexOf('/') < 0 ? "\\" : "/";
    return trimmed.endsWith(separator) ? trimmed + name : trimmed + separator + name;
  }

  /** Without separators at its end, unless it is a root. */
  private static String trimmed(String path) {
    int end = path.length();
    while (end > 1 && isSeparator(path, end - 1) && !isDrive(path.substring(0, end - 1))) {
      end--;
    }
    return path.substring(0, end);
  }

  private static boolean isDrive(String path) {
    return path.length() == 2 && hasDrive(path);
  }

  private static int lastSeparator(String path) {
    int at = path.length() - 1;
    while (at >= 0 && !isSeparator(path, at)) {
      at--;
    }
    return at;
  }

  private static boolean isSeparator(String path, int at) {
    char c = path.charAt(at);
    return c == '/' || (c == '\\' && hasDrive(path));
  }
}
