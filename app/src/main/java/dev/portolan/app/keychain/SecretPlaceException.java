package dev.portolan.app.keychain;

import org.jspecify.annotations.Nullable;

/** A place for secrets that cannot be used; the message holds the place's own words, if any. */
public final class SecretPlaceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Trouble {
    /** There is no such place. */
    ABSENT,
    /** Its owner must unlock it first. */
    LOCKED,
    /** It did not answer in time. */
    NO_ANSWER,
    /** It said no. */
    REFUSED,
    /** The passphrase is not the one that it was locked with. */
    WRONG_PASSPHRASE,
    /** What is there was changed by something else. */
    DAMAGED,
    /** Another version of this program made it. */
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

  /** The place's own words; empty if it gave none. */
  public String words() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
