package dev.portolan.app.release;

import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A release of the program.
 *
 * @param version three numbers
 * @param page the download page
 */
public record Release(String version, URI page) {
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}");

  public Release {
    if (!NUMBERS.matcher(version).matches()) {
      throw new IllegalArgumentException("not a version of three numbers");
    }
    if (!"https".equals(page.getScheme()) || page.getHost() == null) {
      throw new IllegalArgumentException("its page has no https address");
    }
  }

  /** Whether it is newer than a version, which may be a pre-release such as {@code 1.2.0-rc1}. */
  boolean isNewerThan(String running) {
    String[] parts = running.split("-", 2);
    int order = Arrays.compare(numbers(version), numbers(parts[0]));
    return order > 0 || (order == 0 && parts.length == 2);
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
