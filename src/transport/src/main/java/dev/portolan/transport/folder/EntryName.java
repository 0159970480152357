package dev.portolan.transport.folder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of an archive's entries, which may be anything. */
public final class EntryName {
  private static final int MAX_COMPONENT_BYTES = 255;

  /** How long a path may be. */
  public static final int MAX_PATH_BYTES = 4_096;

  /** How many folders it may go through. */
  public static final int MAX_DEPTH = 64;

  /** Names that Windows takes for devices, whatever their extension. */
  private static final Pattern WINDOWS_DEVICE =
      Pattern.compile(
          "(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(?:\\..*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern NOT_IN_WINDOWS = Pattern.compile("[\\x00-\\x1f<>:\"/\\\\|?*]");

  private EntryName() {}

  /**
   * The components of a name.
   *
   * @param windows whether they are for Windows, which takes fewer names
   * @throws IllegalArgumentException with a plain sentence if it leads anywhere but down, or is too
   *     long or too deep
   */
  public static List<String> components(String name, boolean windows) {
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (path.isEmpty()) {
      throw refused(name, "it is empty");
    }
    if (path.startsWith("/")) {
      throw refused(name, "it is absolute");
    }
    if (bytes(path) > MAX_PATH_BYTES) {
      throw refused(name, "it has more than " + MAX_PATH_BYTES + " bytes");
    }
    List<String> components = new ArrayList<>();
    for (String component : path.split("/", -1)) {
      check(name, component, windows);
      components.add(component);
    }
    if (components.size() > MAX_DEPTH) {
      throw refused(name, "it is more than " + MAX_DEPTH + " folders deep");
    }
    return components;
  }

  private static void check(String name, String component, boolean windows) {
    if (component.isEmpty()) {
      throw refused(name, "a part of it is empty");
    }
    if (component.equals(".") || component.equals("..")) {
      throw refused(name, "'" + component + "' is a part of it");
    }
    if (component.indexOf('\0') >= 0) {
      throw refused(name, "it has a zero byte");
    }
    if (bytes(component) > MAX_COMPONENT_BYTES) {
      throw refused(name, "a part of it has more than " + MAX_COMPONENT_BYTES + " bytes");
    }
    if (windows && !isForWindows(component)) {
      throw refused(name, "Windows cannot have it");
    }
  }

  /** Whether a file of Windows can have this name. */
  static boolean isForWindows(String component) {
    return !NOT_IN_WINDOWS.matcher(component).find()
        && !component.endsWith(".")
        && !component.endsWith(" ")
        && !WINDOWS_DEVICE.matcher(component).matches();
  }

  /** The length of a name or path where it is limited. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static IllegalArgumentException refused(String name, String reason) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return new IllegalArgumentException("the archive has the name '" + shown + "': " + reason);
  }
}
