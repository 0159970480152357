package dev.portolan.app.view.edge;

import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.session.EdgeTester;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.view.common.Texts;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The view model of the token prompt. */
public final class TokenPromptViewModel {
  private final EdgeItem edge;
  private final Tokens tokens;
  private final TokenKeeper keeper;
  private final EdgeTester tester;
  private final Runnable leave;
  private final StringProperty token = new SimpleStringProperty(this, "token", "");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final ObjectProperty<TokenPlace> place;
  private final StringProperty passphrase = new SimpleStringProperty(this, "passphrase", "");
  private final StringProperty again = new SimpleStringProperty(this, "again", "");
  private final BooleanProperty renew = new SimpleBooleanProperty(this, "renew");
  private final ReadOnlyStringWrapper placeWords = new ReadOnlyStringWrapper(this, "words", "");
  private final ReadOnlyStringWrapper placeProblem =
      new ReadOnlyStringWrapper(this, "placeProblem", "");
  private final BooleanProperty locked = new SimpleBooleanProperty(this, "locked");
  private final ReadOnlyBooleanWrapper unlockable = new ReadOnlyBooleanWrapper(this, "unlockable");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");

  /** The initial storage. Another choice moves all tokens. */
  private final TokenKeeping before;

  /**
   * Creates the model.
   *
   * @param leave closes the prompt when everything is done
   */
  public TokenPromptViewModel(
      EdgeItem edge, Tokens tokens, TokenKeeper keeper, EdgeTester tester, Runnable leave) {
    this.edge = edge;
    this.tokens = tokens;
    this.keeper = keeper;
    this.tester = tester;
    this.leave = leave;
    before = keeper.keepingProperty().get();
    locked.set(before.isKeychainLocked());
    place =
        new SimpleObjectProperty<>(
            this, "place", before.isLasting() ? before.place() : TokenPlace.SESSION);
    unlockable.bind(locked.and(place.isNotEqualTo(TokenPlace.VAULT)));
    token.subscribe(
        value -> problem.set(value.isBlank() ? "" : tester.tokenProblem(value.strip()).orElse("")));
    place.subscribe(value -> chosen());
    renew.subscribe((old, now) -> chosen());
    passphrase.subscribe((old, now) -> placeProblem.set(""));
    again.subscribe((old, now) -> placeProblem.set(""));
  }

  public String edgeName() {
    return edge.name();
  }

  /** Why the token is requested. */
  public String why() {
    return Texts.get(
        edge.tokenHeldProperty().get() ? "token.why.refused" : "token.why.missing", edge.name());
  }

  public StringProperty tokenProperty() {
    return token;
  }

  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The chosen storage. */
  public ObjectProperty<TokenPlace> placeProperty() {
    return place;
  }

  /** A description of the chosen storage. */
  public ReadOnlyStringProperty placeWordsProperty() {
    return placeWords.getReadOnlyProperty();
  }

  /** Why the chosen storage cannot be used, or empty. */
  public ReadOnlyStringProperty placeProblemProperty() {
    return placeProblem.getReadOnlyProperty();
  }

  /** The vault's master password. */
  public StringProperty passphraseProperty() {
    return passphrase;
  }

  /** The repeated new master password. */
  public StringProperty againProperty() {
    return again;
  }

  /** Whether to replace the existing vault. */
  public BooleanProperty renewProperty() {
    return renew;
  }

  /** Whether the vault must be opened or created first. */
  public boolean needsPassphrase() {
    return place.get() == TokenPlace.VAULT
        && !(before.place() == TokenPlace.VAULT && before.isLasting());
  }

  /** Whether there is a vault that could be replaced. */
  public boolean canRenew() {
    return needsPassphrase() && keeper.hasVault();
  }

  /** Whether a new master password is being set. */
  public boolean isNewPassphrase() {
    return needsPassphrase() && (renew.get() || !keeper.hasVault());
  }

  /** Whether the keychain can be unlocked. */
  public ReadOnlyBooleanProperty unlockableProperty() {
    return unlockable.getReadOnlyProperty();
  }

  /** Lets the system unlock the keychain, which may already contain the token. */
  public void unlock() {
    busy.set(true);
    placeProblem.set("");
    placeWords.set(Texts.get("token.keychain.unlocking"));
    keeper
        .unlockKeychain()
        .whenComplete(
            (done, failure) -> {
              busy.set(false);
              if (failure == null && edge.tokenHeldProperty().get()) {
                leave.run();
              } else if (failure == null) {
                locked.set(false);
                place.set(TokenPlace.KEYCHAIN);
                placeWords.set(Texts.get("token.keychain.unlocked"));
              } else {
                chosen();
                placeProblem.set(TokenWords.ofUnlocking(TokenKeeper.cause(failure)));
              }
            });
  }

  /** Whether an operation is in progress. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Uses the token and stores it. Returns false, with an error, if that has failed. */
  public boolean save() {
    if (token.get().isBlank()) {
      problem.set(Texts.get("token.missing"));
      return false;
    }
    if (busy.get() || tester.tokenProblem(token.get().strip()).isPresent()) {
      return false;
    }
    TokenPlace usual = before.isLasting() ? before.place() : TokenPlace.SESSION;
    if (place.get() == usual) {
      tokens.put(edge, token.get());
      return true;
    }
    return switch (place.get()) {
      case SESSION -> {
        keeper.useSessionOnly();
        tokens.put(edge, token.get());
        yield true;
      }
      case KEYCHAIN -> later(keeper.useKeychain());
      case VAULT -> {
        String lacking =
            isNewPassphrase()
                ? TokenWords.newPassphraseProblem(passphrase.get(), again.get())
                : passphrase.get().isEmpty() ? Texts.get("token.vault.missing") : "";
        placeProblem.set(lacking);
        yield lacking.isEmpty() && later(keeper.useVault(passphrase.get(), renew.get()));
      }
    };
  }

  private boolean later(CompletableFuture<Void> used) {
    TokenPlace wanted = place.get();
    busy.set(true);
    used.whenComplete(
        (done, failure) -> {
          busy.set(false);
          if (failure == null) {
            tokens.put(edge, token.get());
            leave.run();
          } else {
            SecretPlaceException cause = TokenKeeper.cause(failure);
            if (wanted == TokenPlace.KEYCHAIN) {
              locked.set(cause.trouble() == SecretPlaceException.Trouble.LOCKED);
            }
            placeProblem.set(TokenWords.of(wanted, cause));
          }
        });
    return false;
  }

  private void chosen() {
    placeProblem.set("");
    boolean asBefore = place.get() == before.place();
    placeWords.set(
        switch (place.get()) {
          case KEYCHAIN -> asBefore ? TokenWords.of(before) : Texts.get("token.keychain.choose");
          case VAULT ->
              asBefore && before.isLasting()
                  ? TokenWords.of(before)
                  : Texts.get(
                      isNewPassphrase() ? "token.vault.choose.new" : "token.vault.choose.open");
          case SESSION ->
              before.place() == TokenPlace.SESSION || before.isLasting()
                  ? Texts.get("token.session.ready")
                  : TokenWords.of(before);
        });
  }
}
