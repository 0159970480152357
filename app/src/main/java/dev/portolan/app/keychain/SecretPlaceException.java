package dev.portolan.app.keychain;

import org.jspecify.annotations.Nullable;

/** A store of secrets cannot be used. The message has the store's reason, if any. */
public final class SecretPlaceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kind of problem. */
  public enum Trouble {
    /** There is no such store. */
    ABSENT,
    /** The user must unlock it first. */
    LOCKED,
    /** It did not answer in time. */
    NO_ANSWER,
    /** It has refused the call. */
    REFUSED,
    /** The passphrase is wrong. */
    WRONG_PASSPHRASE,
    /** The file is damaged. */
    DAMAGED,
    /** It was written by another version of this program. */
    OTHER_VERSION
  }

  private final Trouble trouble;

  public SecretPlaceException(Trouble trouble, String words, @Nullable Throwable cause) {
    super(words, cause);
    this.trouble = trouble;
  }

  public SecretPlaceException(Trouble trouble, String words) {
    this(trouble, words, null);
  }

  public Trouble trouble() {
    return trouble;
  }

  /** The store's reason, or empty. */
  public String words() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
