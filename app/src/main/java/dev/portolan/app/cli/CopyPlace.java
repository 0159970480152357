package dev.portolan.app.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One side of a copy.
 *
 * @param device the device that it is on; null for this computer
 * @param path as it was written, behind the device
 */
record CopyPlace(@Nullable String device, String path) {
  /** As in scp: a colon before any slash. */
  private static final Pattern REMOTE = Pattern.compile("([^/\\\\:]+):(.*)", Pattern.DOTALL);

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  static CopyPlace parse(String text) {
    return parse(text, WINDOWS);
  }

  /**
   * Reads an argument.
   *
   * @param drives whether a single letter before the colon is a drive of this computer
   */
  static CopyPlace parse(String text, boolean drives) {
    Matcher remote = REMOTE.matcher(text);
    if (!remote.matches() || (drives && remote.end(1) == 1)) {
      return new CopyPlace(null, text);
    }
    return new CopyPlace(remote.group(1), remote.group(2));
  }

  /** Whether it is on a device. */
  boolean isRemote() {
    return device != null;
  }

  /** Whether it says itself that it is a folder. */
  boolean endsWithSlash() {
    return path.endsWith("/") || (path.endsWith("\\") && hasDrive());
  }

  private boolean hasDrive() {
    return path.length() > 1 && path.charAt(1) == ':';
  }

  /** The last name of its path; empty if there is none. */
  String name() {
    String trimmed = trimmed();
    return trimmed.substring(lastSeparator(trimmed) + 1);
  }

  /** The folder that its last name is in. */
  String parent() {
    String trimmed = trimmed();
    int at = lastSeparator(trimmed);
    String parent = at < 0 ? "" : trimmed.substring(0, at);
    return parent.isEmpty() ? "/" : parent.endsWith(":") ? parent + "\\" : parent;
  }

  private String trimmed() {
    int end = path.length();
    while (end > 1 && isSeparator(path.charAt(end - 1))) {
      end--;
    }
    return path.substring(0, end);
  }

  private int lastSeparator(String text) {
    int at = text.length() - 1;
    while (at >= 0 && !isSeparator(text.charAt(at))) {
      at--;
    }
    return at;
  }

  private boolean isSeparator(char c) {
    return c == '/' || (c == '\\' && hasDrive());
  }

  @Override
  public String toString() {
    return device == null ? path : device + ":" + path;
  }
}
