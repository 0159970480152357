package dev.portolan.app.browse;

import dev.portolan.transport.folder.PreviousVersion;
import java.util.regex.Pattern;

/**
 * Absolute paths on devices, of which the form tells the system: {@code /a/b} or {@code C:\a\b}.
 *
 * <p>They are kept as text, because this computer may have other rules for paths.
 */
public final class RemotePath {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:([/\\\\].*)?", Pattern.DOTALL);
  private static final Pattern SHARE = Pattern.compile("\\\\\\\\[^\\\\].*", Pattern.DOTALL);

  private RemotePath() {}

  /** Whether it can be asked for: absolute, and without a zero character. */
  public static boolean isAbsolute(String path) {
    return (path.startsWith("/") || isWindows(path)) && path.indexOf('\0') < 0;
  }

  static boolean isWindows(String path) {
    return DRIVE.matcher(path).matches() || SHARE.matcher(path).matches();
  }

  /** The path without repeated separators and one at its end; {@code .} and {@code ..} stay. */
  public static String tidy(String path) {
    if (!isWindows(path)) {
      String single = path.replaceAll("/{2,}", "/");
      return single.length() > 1 && single.endsWith("/")
          ? single.substring(0, single.length() - 1)
          : single;
    }
    String head = path.startsWith("\\\\") ? "\\" : "";
    String single = head + path.replaceAll("[/\\\\]+", "\\\\");
    String bare =
        single.endsWith("\\") && single.length() > 3
            ? single.substring(0, single.length() - 1)
            : single;
    return bare.endsWith(":") ? bare + "\\" : bare;
  }

  /** The path of something in a folder. */
  public static String child(String folder, String name) {
    String separator = isWindows(folder) ? "\\" : "/";
    return folder.endsWith(separator) ? folder + name : folder + separator + name;
  }

  /** The folder that something is in; the top is in itself. */
  public static String parent(String path) {
    String tidy = tidy(path);
    boolean windows = isWindows(tidy);
    int at = tidy.lastIndexOf(windows ? '\\' : '/');
    if (windows) {
      return at <= 2 ? tidy.substring(0, Math.min(3, tidy.length())) : tidy.substring(0, at);
    }
    return at <= 0 ? "/" : tidy.substring(0, at);
  }

  /** The name of what a file was before it was replaced, in the same folder. */
  public static String previous(String name) {
    return PreviousVersion.name(name);
  }

  /** The last part; of the top, the top. */
  public static String name(String path) {
    String tidy = tidy(path);
    int at = tidy.lastIndexOf(isWindows(tidy) ? '\\' : '/');
    return at == tidy.length() - 1 ? tidy : tidy.substring(at + 1);
  }
}
