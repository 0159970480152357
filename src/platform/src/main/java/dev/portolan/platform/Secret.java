package dev.portolan.platform;

import org.jspecify.annotations.Nullable;

/** A password, code or token. It is sent, and never displayed or logged. */
public final class Secret {
  private static final int MAX_CHARS = 12_288;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Creates a secret.
   *
   * @throws IllegalArgumentException if it is empty or too long; the message never quotes the value
   */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the secret is empty");
    }
    if (value.length() > MAX_CHARS) {
      throw new IllegalArgumentException("the secret is longer than " + MAX_CHARS + " characters");
    }
    return new Secret(value);
  }

  /** The secret value. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
