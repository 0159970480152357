package dev.portolan.app.view.edge;

import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.view.common.Texts;

/** Texts about the storage of tokens. */
public final class TokenWords {
  private TokenWords() {}

  /** One or two sentences about the present storage. */
  public static String of(TokenKeeping keeping) {
    return switch (keeping.place()) {
      case KEYCHAIN ->
          switch (keeping.status()) {
            case READY -> Texts.get("token.keychain.ready");
            case READING -> Texts.get("token.keychain.reading");
            case LOCKED -> forSession("token.keychain.locked");
            case ABSENT -> forSession("token.keychain.absent");
            case NO_ANSWER -> forSession("token.keychain.no-answer");
            case REFUSED, DAMAGED, OTHER_VERSION -> refused("token.keychain.refused", keeping);
          };
      case VAULT ->
          switch (keeping.status()) {
            case READY -> Texts.get("token.vault.ready");
            case READING -> Texts.get("token.vault.reading");
            case LOCKED -> forSession("token.vault.locked");
            case ABSENT -> forSession("token.vault.absent");
            case DAMAGED -> forSession("token.vault.damaged");
            case OTHER_VERSION -> forSession("token.vault.version");
            case REFUSED, NO_ANSWER -> refused("token.vault.refused", keeping);
          };
      case SESSION -> Texts.get("token.session.ready");
    };
  }

  /** Why the chosen storage cannot be used. */
  static String of(TokenPlace place, SecretPlaceException failure) {
    String words = failure.words();
    return switch (failure.trouble()) {
      case WRONG_PASSPHRASE -> Texts.get("token.vault.wrong");
      case ABSENT -> Texts.get("token.keychain.absent");
      case LOCKED -> Texts.get("token.keychain.locked");
      case NO_ANSWER -> Texts.get("token.keychain.no-answer");
      case DAMAGED -> Texts.get("token.vault.damaged");
      case OTHER_VERSION -> Texts.get("token.vault.version");
      case REFUSED ->
          Texts.get(
              place == TokenPlace.VAULT ? "token.vault.refused" : "token.keychain.refused", words);
    };
  }

  /** Why the keychain was not unlocked. */
  static String ofUnlocking(SecretPlaceException failure) {
    return switch (failure.trouble()) {
      case LOCKED, NO_ANSWER -> Texts.get("token.keychain.still-locked");
      case ABSENT, REFUSED, WRONG_PASSPHRASE, DAMAGED, OTHER_VERSION ->
          of(TokenPlace.KEYCHAIN, failure);
    };
  }

  /** The problem with a new master password, or empty. */
  static String newPassphraseProblem(String passphrase, String again) {
    if (passphrase.length() < TokenKeeper.leastPassphrase()) {
      return Texts.get("token.vault.short", TokenKeeper.leastPassphrase());
    }
    return passphrase.equals(again) ? "" : Texts.get("token.vault.differs");
  }

  private static String refused(String key, TokenKeeping keeping) {
    return Texts.get(key, keeping.words()) + " " + Texts.get("token.session.meanwhile");
  }

  private static String forSession(String key) {
    return Texts.get(key) + " " + Texts.get("token.session.meanwhile");
  }
}
