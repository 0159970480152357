package dev.portolan.transport.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * The value of the {@code Authorization} header. It is sent verbatim and never displayed or logged.
 */
public final class Authorization {
  private static final int MAX_CHARS = 12_288;

  private final String value;

  private Authorization(String value) {
    this.value = value;
  }

  /**
   * Creates an authorization from a valid header value.
   *
   * @throws IllegalArgumentException if it is empty, too long, surrounded by blanks, or has
   *     characters that a header cannot carry; the message never quotes the value
   */
  public static Authorization of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the token is empty");
    }
    if (value.length() > MAX_CHARS) {
      throw new IllegalArgumentException("the token is longer than " + MAX_CHARS + " characters");
    }
    if (!value.equals(value.strip())) {
      throw new IllegalArgumentException("the token begins or ends with a blank or a line end");
    }
    if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("the token has characters that cannot be sent");
    }
    return new Authorization(value);
  }

  /** The secret value. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Authorization authorization && value.equals(authorization.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Authorization[hidden]";
  }
}
