package dev.portolan.platform;

import java.util.regex.Pattern;

/** What the management server knows a device by: 64 lower-case hexadecimal digits. */
public record NodeId(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Validates the form. */
  public NodeId {
    if (!isValid(hex)) {
      throw new IllegalArgumentException("a device's id has 64 lower-case hexadecimal digits");
    }
  }

  static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return hex;
  }
}
