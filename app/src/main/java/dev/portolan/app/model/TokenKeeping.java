package dev.portolan.app.model;

import java.util.Objects;

/**
 * Status of the token storage.
 *
 * @param place the chosen storage
 * @param status whether that storage can be used
 * @param words error text from the storage; may be empty
 */
public record TokenKeeping(TokenPlace place, Status status, String words) {
  /** Whether a storage can be used. Otherwise tokens are kept for this session only. */
  public enum Status {
    /** Being read. */
    READING,
    /** Ready. */
    READY,
    /** Locked; the user must unlock it. */
    LOCKED,
    /** Does not exist, or not yet. */
    ABSENT,
    /** Timed out. */
    NO_ANSWER,
    /** Access refused. */
    REFUSED,
    /** Modified by another program. */
    DAMAGED,
    /** Written by another version of this program. */
    OTHER_VERSION
  }

  public TokenKeeping {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(words, "words");
  }

  public static TokenKeeping of(TokenPlace place, Status status) {
    return new TokenKeeping(place, status, "");
  }

  /** Whether tokens are persisted. */
  public boolean isLasting() {
    return place != TokenPlace.SESSION && status == Status.READY;
  }

  /** Whether the keychain must be unlocked first. */
  public boolean isKeychainLocked() {
    return place == TokenPlace.KEYCHAIN && status == Status.LOCKED;
  }

  /** Whether a master password would open the vault. */
  public boolean isVaultLocked() {
    return place == TokenPlace.VAULT && status == Status.LOCKED;
  }
}
