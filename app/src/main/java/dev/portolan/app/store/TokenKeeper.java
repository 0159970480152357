package dev.portolan.app.store;

import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TokenKeeping.Status;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.task.Background;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Stores tokens, and other secrets of edges, between runs, where the user wants them. FX thread
 * only.
 *
 * <p>Never blocks. Calls to the keychain have a time limit of four seconds, except while the user
 * is asked. If the store cannot be used, tokens last for the session, and {@link #keepingProperty}
 * says why. A token is stored for one edge at one address and never used for another; the same
 * holds for other secrets.
 */
public final class TokenKeeper {
  /** The time limit for a call to the keychain. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  /** The time limit for the user to unlock it. */
  private static final Duration PERSON = Duration.ofMinutes(2);

  /** The name of the vault's file. */
  static final String VAULT = "tokens.vault";

  private final Tokens tokens;
  private final Inventory inventory;
  private final Preferences preferences;
  private final SecretPlace keychain;
  private final Path vaultFile;
  private final Background background;
  private final Executor fx;
  private final SecureRandom random = new SecureRandom();
  private final ReadOnlyObjectWrapper<TokenKeeping> keeping;

  /** The present store, or null. */
  private @Nullable SecretPlace place;

  private boolean vaultThere;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  /**
   * Creates a keeper that reads nothing before {@link #start}. Until then missing tokens may still
   * be loaded.
   */
  public TokenKeeper(
      Tokens tokens,
      ProfileStore profile,
      SecretPlace keychain,
      Path dataFolder,
      Background background,
      Executor fx) {
    this.tokens = tokens;
    this.inventory = profile.inventory();
    this.preferences = profile.preferences();
    this.keychain = keychain;
    this.vaultFile = dataFolder.resolve(VAULT);
    this.background = background;
    this.fx = fx;
    keeping =
        new ReadOnlyObjectWrapper<>(
            this, "keeping", TokenKeeping.of(preferences.get(Settings.TOKENS), Status.READING));
    tokens.expect();
  }

  /** Where tokens are stored, and whether that works. */
  public ReadOnlyObjectProperty<TokenKeeping> keepingProperty() {
    return keeping.getReadOnlyProperty();
  }

  /** Loads stored tokens, and stores new ones from now on. */
  public void start() {
    tokens.onPut(this::changed);
    Members.follow(inventory.edges(), this::keep);
    submit(null, () -> Files.exists(vaultFile)).thenAccept(this::begin);
  }

  private void begin(boolean withVault) {
    vaultThere = withVault;
    switch (preferences.get(Settings.TOKENS)) {
      case KEYCHAIN ->
          take(TokenPlace.KEYCHAIN, keychain)
              .whenComplete((done, failure) -> tokens.arrived(inventory.edges(), Map.of()));
      case VAULT -> {
        show(TokenPlace.VAULT, withVault ? Status.LOCKED : Status.ABSENT, "");
        tokens.arrived(inventory.edges(), Map.of());
      }
      case SESSION -> {
        show(TokenPlace.SESSION, Status.READY, "");
        tokens.arrived(inventory.edges(), Map.of());
      }
    }
  }

  /**
   * Moves tokens to the keychain. Fails with a {@link SecretPlaceException}, without effect, if it
   * cannot be used.
   */
  public CompletableFuture<Void> useKeychain() {
    return take(TokenPlace.KEYCHAIN, keychain);
  }

  /**
   * Lets the system ask the user to unlock the keychain, then uses it. Takes at most two minutes.
   * Fails with a {@link SecretPlaceException} if it stays locked.
   */
  public CompletableFuture<Void> unlockKeychain() {
    return background
        .bounded(
            "keychain-unlock",
            PERSON,
            () -> {
              keychain.unlock();
              return keychain;
            })
        .handleAsync(
            (unlocked, failure) ->
                failure == null
                    ? useKeychain()
                    : CompletableFuture.<Void>failedFuture(cause(failure)),
            fx)
        .thenCompose(Function.identity());
  }

  /**
   * Moves tokens to the vault.
   *
   * @param passphrase the passphrase of the vault, or of a new one
   * @param renew whether to replace an existing vault
   */
  public CompletableFuture<Void> useVault(String passphrase, boolean renew) {
    char[] letters = passphrase.toCharArray();
    return submit(null, () -> vault(letters, renew))
        .thenCompose(
            vault -> {
              vaultThere = true;
              return take(TokenPlace.VAULT, vault);
            });
  }

  private Vault vault(char[] passphrase, boolean renew) throws Exception {
    if (renew && Files.exists(vaultFile)) {
      Files.move(
          vaultFile, vaultFile.resolveSibling(VAULT + ".old"), StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.exists(vaultFile)
        ? Vault.open(vaultFile, passphrase, random)
        : Vault.create(vaultFile, passphrase, random);
  }

  /** Whether there is a vault. */
  public boolean hasVault() {
    return vaultThere;
  }

  /** The minimum length of a new passphrase. */
  public static int leastPassphrase() {
    return Vault.LEAST_PASSPHRASE;
  }

  /** Keeps tokens for the session only, and removes stored ones. */
  public void useSessionOnly() {
    leave(place);
    place = null;
    preferences.set(Settings.TOKENS, TokenPlace.SESSION);
    show(TokenPlace.SESSION, Status.READY, "");
  }

  /** Completes when pending tokens are stored or have failed, within the time limit of one call. */
  public CompletableFuture<Void> close() {
    return last.handle((done, failure) -> null);
  }

  /** Synchronises tokens with a store and uses it from now on. */
  private CompletableFuture<Void> take(TokenPlace kind, SecretPlace wanted) {
    TokenKeeping before = keeping.get();
    boolean unused = place == null;
    if (unused) {
      show(kind, Status.READING, "");
    }
    Map<EdgeItem, Map<EdgeSecret, String>> names = new LinkedHashMap<>();
    remote().forEach(edge -> names.put(edge, names(edge, edge.settings())));
    List<String> asked =
        names.values().stream().flatMap(ofEdge -> ofEdge.values().stream()).toList();
    return submit(wanted, () -> wanted.read(asked))
        .handle(
            (found, failure) -> {
              if (failure != null) {
                SecretPlaceException cause = cause(failure);
                if (unused && before.place() == kind) {
                  show(kind, status(cause.trouble()), cause.words());
                } else if (unused) {
                  keeping.set(before);
                }
                throw new CompletionException(cause);
              }
              SecretPlace old = place;
              if (old != null && !old.equals(wanted)) {
                leave(old);
              }
              place = wanted;
              preferences.set(Settings.TOKENS, kind);
              show(kind, Status.READY, "");
              Map<EdgeItem, EdgeSecrets> kept = new HashMap<>();
              names.forEach((edge, ofEdge) -> kept.put(edge, secrets(ofEdge, found)));
              for (EdgeItem edge : remote()) {
                EdgeSecrets read = kept.getOrDefault(edge, EdgeSecrets.NONE);
                EdgeSecrets held = tokens.all(edge);
                for (EdgeSecret secret : EdgeSecret.values()) {
                  if (!held.of(secret).isEmpty() && !held.of(secret).equals(read.of(secret))) {
                    changed(edge, secret);
                  }
                }
              }
              tokens.arrived(inventory.edges(), kept);
              return null;
            });
  }

  /** Removes our tokens from a store. */
  private void leave(@Nullable SecretPlace old) {
    if (old != null) {
      for (EdgeItem edge : remote()) {
        for (String name : names(edge, edge.settings()).values()) {
          change(old, () -> old.remove(name));
        }
      }
    }
  }

  /** Stores the secrets of an edge while it is in the list. */
  private Subscription keep(EdgeItem edge) {
    for (EdgeSecret secret : EdgeSecret.values()) {
      if (!tokens.all(edge).of(secret).isEmpty()) {
        changed(edge, secret);
      }
    }
    return edge.settingsProperty()
        .subscribe((before, now) -> moved(edge, names(edge, before), names(edge, now)))
        .and(() -> names(edge, edge.settings()).values().forEach(name -> forget(edge, name)));
  }

  /** Stores secrets by their new names after a change of settings. */
  private void moved(EdgeItem edge, Map<EdgeSecret, String> before, Map<EdgeSecret, String> now) {
    for (EdgeSecret secret : EdgeSecret.values()) {
      String old = before.getOrDefault(secret, "");
      if (!old.equals(now.getOrDefault(secret, ""))) {
        if (!old.isEmpty()) {
          forget(edge, old);
        }
        changed(edge, secret);
      }
    }
  }

  private void changed(EdgeItem edge, EdgeSecret secret) {
    SecretPlace used = place;
    String name = names(edge, edge.settings()).getOrDefault(secret, "");
    if (used == null || edge.kind() != EdgeKind.REMOTE || name.isEmpty()) {
      return;
    }
    String label =
        "Portolan: "
            + edge.name()
            + switch (secret) {
              case TOKEN -> "";
              case PROXY_PASSWORD -> " (proxy)";
            };
    String value = tokens.all(edge).of(secret);
    if (value.isEmpty()) {
      change(used, () -> used.remove(name));
    } else {
      change(used, () -> used.write(name, label, value));
    }
  }

  private void forget(EdgeItem edge, String name) {
    SecretPlace used = place;
    if (used != null && edge.kind() == EdgeKind.REMOTE) {
      change(used, () -> used.remove(name));
    }
  }

  private void change(SecretPlace used, Background.CheckedRunnable work) {
    submit(
            used,
            () -> {
              work.run();
              return used;
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null && used.equals(place)) {
                SecretPlaceException cause = cause(failure);
                place = null;
                show(keeping.get().place(), status(cause.trouble()), cause.words());
              }
            });
  }

  /** Queues a task in the background. Completes on the FX thread. */
  private <T> CompletableFuture<T> submit(@Nullable SecretPlace used, Callable<T> work) {
    boolean mayHang = keychain.equals(used);
    CompletableFuture<T> result =
        last.handle((done, failure) -> null)
            .thenCompose(
                done ->
                    mayHang
                        ? background.bounded("keychain", PATIENCE, work)
                        : background.call(work));
    last = result;
    CompletableFuture<T> told = new CompletableFuture<>();
    result.whenComplete(
        (value, failure) ->
            fx.execute(
                () -> {
                  if (failure == null) {
                    told.complete(value);
                  } else {
                    told.completeExceptionally(cause(failure));
                  }
                }));
    return told;
  }

  private void show(TokenPlace kind, Status status, String words) {
    keeping.set(new TokenKeeping(kind, status, words));
  }

  private List<EdgeItem> remote() {
    return inventory.edges().stream().filter(edge -> edge.kind() == EdgeKind.REMOTE).toList();
  }

  private static EdgeSecrets secrets(Map<EdgeSecret, String> names, Map<String, String> found) {
    EdgeSecrets secrets = EdgeSecrets.NONE;
    for (Map.Entry<EdgeSecret, String> name : names.entrySet()) {
      secrets = secrets.with(name.getKey(), found.getOrDefault(name.getValue(), ""));
    }
    return secrets;
  }

  /**
   * The names of the secrets that an edge has a use for. Each includes whom it is for, so that
   * another address, or another proxy, finds nothing.
   */
  private static Map<EdgeSecret, String> names(EdgeItem edge, EdgeSettings settings) {
    Map<EdgeSecret, String> names = new EnumMap<>(EdgeSecret.class);
    names.put(EdgeSecret.TOKEN, edge.id() + " " + audience(settings.url()));
    if (settings.proxy() instanceof EdgeProxy.Server(String url)) {
      names.put(EdgeSecret.PROXY_PASSWORD, edge.id() + " proxy " + url);
    }
    return names;
  }

  private static String audience(String url) {
    try {
      URI parsed = new URI(url.strip());
      if (parsed.getHost() != null) {
        int port = parsed.getPort() < 0 ? 443 : parsed.getPort();
        return parsed.getHost().toLowerCase(Locale.ROOT) + ":" + port;
      }
    } catch (URISyntaxException odd) {
      // an invalid address: nothing can be sent there, so use its text
    }
    return url;
  }

  /** The cause of a failed operation. */
  public static SecretPlaceException cause(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SecretPlaceException known) {
        return known;
      }
      if (at instanceof TimeoutException) {
        return new SecretPlaceException(Trouble.NO_ANSWER, "", at);
      }
    }
    return new SecretPlaceException(Trouble.REFUSED, "", failure);
  }

  private static Status status(Trouble trouble) {
    return switch (trouble) {
      case ABSENT -> Status.ABSENT;
      case LOCKED, WRONG_PASSPHRASE -> Status.LOCKED;
      case NO_ANSWER -> Status.NO_ANSWER;
      case REFUSED -> Status.REFUSED;
      case DAMAGED -> Status.DAMAGED;
      case OTHER_VERSION -> Status.OTHER_VERSION;
    };
  }
}
