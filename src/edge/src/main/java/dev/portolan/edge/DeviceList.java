package dev.portolan.edge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Devices by id, some of which have a name.
 *
 * <p>In its text form each line is one device, {@code ID} or {@code ID NAME}; a blank line is
 * nothing, and {@code #} starts a comment.
 */
public final class DeviceList {

  /** No device at all. */
  public static final DeviceList EMPTY = new DeviceList(Map.of());

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");

  /** The names by id; empty for none. */
  private final Map<String, String> names;

  private DeviceList(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the number of the first bad line and what is wrong there
   */
  public static DeviceList parse(String text) {
    Map<String, String> names = new HashMap<>();
    Set<String> taken = new HashSet<>();
    TextLines.forEach(
        text,
        line -> {
          String[] words = line.split("\\s+", -1);
          String id = words[0].toLowerCase(Locale.ROOT);
          if (words.length > 2 || !DeviceId.isValid(id)) {
            throw new IllegalArgumentException(
                "a device is: ID, of 64 hexadecimal digits, or ID NAME");
          }
          String name = words.length > 1 ? words[1] : "";
          if (names.putIfAbsent(id, name) != null) {
            throw new IllegalArgumentException("this id is on a line before");
          }
          if (!name.isEmpty()) {
            requireName(name);
            if (!taken.add(name)) {
              throw new IllegalArgumentException("this name is on a line before");
            }
          }
        });
    return new DeviceList(names);
  }

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches() || DeviceId.isValid(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the name of a device has up to 64 letters, digits, dots, underscores and hyphens");
    }
  }

  /** The ids of all of them. */
  public Set<String> ids() {
    return names.keySet();
  }

  /** The name of a device; null if it has none. */
  @Nullable String name(String id) {
    String name = names.getOrDefault(id, "");
    return name.isEmpty() ? null : name;
  }
}
