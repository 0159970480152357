package dev.portolan.app.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands the pattern of a log's name with {@code %device}, {@code %date} and {@code %time},
 * relative to the home folder.
 */
final class LogName {
  private static final Pattern PLACE = Pattern.compile("%(device|date|time)");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH-mm-ss");
  private static final int MAX_DEVICE_CHARS = 80;

  /** Reserved device names on Windows. */
  private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

  private LogName() {}

  /**
   * The file.
   *
   * @throws InvalidPathException if the name is invalid
   */
  static Path of(String pattern, String deviceName, Path home, ZonedDateTime now) {
    Matcher places = PLACE.matcher(pattern);
    String name =
        places.replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (place.group(1)) {
                      case "device" -> device(deviceName);
                      case "date" -> DATE.format(now);
                      default -> TIME.format(now);
                    }));
    String below = name.startsWith("~/") ? name.substring(2) : name;
    return home.resolve(below).normalize();
  }

  /** Sanitises a device's name, which must not lead to another folder. */
  private static String device(String name) {
    String safe = name.strip().replaceAll("[^\\p{L}\\p{N} ._-]", "_").replaceFirst("^\\.+", "_");
    if (safe.codePointCount(0, safe.length()) > MAX_DEVICE_CHARS) {
      safe = safe.substring(0, safe.offsetByCodePoints(0, MAX_DEVICE_CHARS));
    }
    boolean reserved = RESERVED.contains(safe.toLowerCase(Locale.ROOT));
    return safe.isBlank() || reserved ? "_" + safe : safe;
  }
}
