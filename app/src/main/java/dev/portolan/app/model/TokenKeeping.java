package dev.portolan.app.model;

import java.util.Objects;

/**
 * How the tokens of edges are kept now.
 *
 * @param place where the person wants them
 * @param status whether that place can be used
 * @param words the place's own words, where it has refused something; else empty
 */
public record TokenKeeping(TokenPlace place, Status status, String words) {
  /** Whether a place can be used. Where it cannot, tokens are kept for this session only. */
  public enum Status {
    /** What it holds is being read. */
    READING,
    /** It holds all tokens, and takes new ones. */
    READY,
    /** Its owner must unlock it first. */
    LOCKED,
    /** There is no such place, or not yet. */
    ABSENT,
    /** It did not answer in time. */
    NO_ANSWER,
    /** It said no. */
    REFUSED,
    /** What it holds was changed by something else. */
    DAMAGED,
    /** It was made by another version of this program. */
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

  /** Whether tokens outlive this session. */
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
