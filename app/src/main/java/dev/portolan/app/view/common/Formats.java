package dev.portolan.app.view.common;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Formats numbers and times. */
public final class Formats {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Formats() {}

  /** An amount such as {@code 1.2 MB}; units are powers of 1,000. */
  public static String bytes(long amount) {
    double value = amount;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    if (unit == 0 || value >= 99.95) {
      return Math.round(value) + " " + UNITS[unit];
    }
    // String.format is too slow here
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
  }

  /** A rate such as {@code 1.2 MB/s}. */
  public static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** A duration in its two largest units, such as {@code 2 h 5 min}. */
  public static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min" + rest(seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + " h" + rest(seconds % 3_600 / 60, "min");
    }
    return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3_600, "h");
  }

  /** A round trip, such as {@code 43 ms} or {@code 1.2 s}. */
  public static String roundTrip(Duration time) {
    long tenths = (time.toMillis() + 50) / 100;
    if (tenths >= 10) {
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    return time.toMillis() < 1 ? "< 1 ms" : time.toMillis() + " ms";
  }

  /** A local time of day with seconds. */
  public static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** A local date with the time of day. */
  public static String dateTime(Instant instant) {
    return DATE_TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  private static String rest(long amount, String unit) {
    return amount == 0 ? "" : " " + amount + " " + unit;
  }
}
