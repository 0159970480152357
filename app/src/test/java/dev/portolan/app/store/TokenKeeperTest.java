package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TokenKeeping.Status;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.task.Background;
import dev.portolan.app.testing.MemoryKeychain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeeperTest {
  private static final String CANARY = "canary-91d2e7";
  private static final String PASSPHRASE = "correct horse 7";

  @TempDir private Path folder;
  private final Background background = new Background();
  private final ExecutorService fx = Executors.newSingleThreadExecutor();
  private final MemoryKeychain keychain = new MemoryKeychain();

  /** One run of the program on the folder. */
  private final class Run implements AutoCloseable {
    private final ProfileStore profile = ProfileStore.open(folder, background, fx);
    private final Tokens tokens = new Tokens();
    private final TokenKeeper keeper =
        onFx(() -> new TokenKeeper(tokens, profile, keychain, folder, background, fx));

    Run started() throws Exception {
      onFx(
          () -> {
            keeper.start();
            return true;
          });
      awaitStatus();
      return this;
    }

    private void awaitStatus() throws Exception {
      CompletableFuture<Void> known = new CompletableFuture<>();
      onFx(
          () ->
              keeper
                  .keepingProperty()
                  .subscribe(
                      now -> {
                        if (now.status() != Status.READING) {
                          // What comes with the status comes in the same turn of the thread.
                          fx.execute(() -> known.complete(null));
                        }
                      }));
      known.get(10, TimeUnit.SECONDS);
    }

    EdgeItem edge() {
      return onFx(
          () ->
              profile.inventory().edges().stream()
                  .findFirst()
                  .orElseGet(
                      () ->
                          profile.inventory().addEdge(EdgeKind.REMOTE, settings("edge.example"))));
    }

    void put(String token) {
      EdgeItem edge = edge();
      onFx(
          () -> {
            tokens.put(edge, token);
            return true;
          });
      settle();
    }

    void settle() {
      onFx(keeper::close).orTimeout(10, TimeUnit.SECONDS).join();
      onFx(() -> true);
    }

    String token() {
      EdgeItem edge = edge();
      return onFx(() -> tokens.of(edge).orElse(""));
    }

    TokenKeeping keeping() {
      return onFx(() -> keeper.keepingProperty().get());
    }

    @Nullable Trouble failure(Callable<CompletableFuture<Void>> asked) throws Exception {
      try {
        onFx(asked).get(30, TimeUnit.SECONDS);
        return null;
      } catch (ExecutionException failure) {
        return TokenKeeper.cause(failure).trouble();
      }
    }

    @Override
    public void close() {
      settle();
      onFx(profile::close).orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @AfterEach
  void end() {
    background.close();
    fx.shutdownNow();
  }

  @Test
  void aTokenIsThereAfterARestart() throws Exception {
    try (Run first = new Run().started()) {
      first.put("Bearer " + CANARY);
      assertThat(first.keeping()).isEqualTo(TokenKeeping.of(TokenPlace.KEYCHAIN, Status.READY));
    }
    try (Run second = new Run()) {
      int revision = second.edge().tokenRevisionProperty().get();
      assertThat(second.tokens.areKnown()).isFalse();
      second.started();
      assertThat(second.token()).isEqualTo("Bearer " + CANARY);
      assertThat(second.edge().tokenHeldProperty().get()).isTrue();
      assertThat(second.edge().tokenRevisionProperty().get()).isGreaterThan(revision);
    }
    assertNothingWritten();
  }

  @Test
  void aTokenIsNotGivenOutForAnotherHost() throws Exception {
    try (Run first = new Run().started()) {
      first.put("Bearer " + CANARY);
    }
    Path profile = folder.resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("edge.example", "evil.example"));
    try (Run second = new Run().started()) {
      assertThat(second.token()).isEmpty();
    }
  }

  @Test
  void anEdgeThatIsRemovedTakesItsTokenAlongAndBringsItBack() throws Exception {
    try (Run run = new Run().started()) {
      run.put("Bearer " + CANARY);
      EdgeItem edge = run.edge();
      Runnable undo = onFx(() -> run.profile.inventory().remove(edge));
      run.settle();
      assertThat(keychain.secrets).isEmpty();
      onFx(
          () -> {
            undo.run();
            return true;
          });
      run.settle();
      assertThat(keychain.secrets).hasSize(1).containsValue("Bearer " + CANARY);
    }
  }

  @Test
  void aTokenMovesWithItsEdgeToAnotherAddress() throws Exception {
    try (Run run = new Run().started()) {
      run.put("Bearer " + CANARY);
      EdgeItem edge = run.edge();
      onFx(
          () -> {
            edge.setSettings(settings("other.example"));
            return true;
          });
      run.settle();
      assertThat(keychain.secrets).containsOnlyKeys(edge.id() + " other.example:443");
      run.put("");
      assertThat(keychain.secrets).isEmpty();
    }
  }

  @Test
  void aKeychainThatHangsIsGivenUpAndTokensLastForTheSession() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Run run = new Run()) {
      EdgeItem edge = run.edge();
      keychain.hang(never);
      long start = System.nanoTime();
      run.started();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
      assertThat(run.keeping()).isEqualTo(TokenKeeping.of(TokenPlace.KEYCHAIN, Status.NO_ANSWER));
      assertThat(run.tokens.areKnown()).isTrue();
      run.put("Bearer " + CANARY);
      assertThat(onFx(() -> run.tokens.of(edge))).contains("Bearer " + CANARY);
    } finally {
      never.countDown();
    }
    assertNothingWritten();
  }

  @Test
  void aLockedKeychainKeepsWhatIsInUseOnceItIsUnlockedAndChosenAgain() throws Exception {
    keychain.fail(Trouble.LOCKED);
    try (Run run = new Run().started()) {
      run.put("Bearer " + CANARY);
      assertThat(run.keeping().status()).isEqualTo(Status.LOCKED);
      assertThat(run.failure(run.keeper::useKeychain)).isEqualTo(Trouble.LOCKED);
      keychain.fail(null);
      assertThat(run.failure(run.keeper::useKeychain)).isNull();
      run.settle();
      assertThat(run.keeping().isLasting()).isTrue();
      assertThat(keychain.secrets).containsValue("Bearer " + CANARY);
    }
  }

  @Test
  void aKeychainThatRefusesATokenIsTold() throws Exception {
    try (Run run = new Run().started()) {
      run.edge();
      keychain.fail(Trouble.REFUSED);
      run.put("Bearer " + CANARY);
      assertThat(run.keeping())
          .isEqualTo(new TokenKeeping(TokenPlace.KEYCHAIN, Status.REFUSED, "as the test wants it"));
      assertThat(run.token()).isEqualTo("Bearer " + CANARY);
    }
  }

  @Test
  void theVaultTakesTheTokensOverAndAsksForItsPasswordAtTheNextStart() throws Exception {
    try (Run first = new Run().started()) {
      first.put("Bearer " + CANARY);
      assertThat(first.failure(() -> first.keeper.useVault(PASSPHRASE, false))).isNull();
      first.settle();
      assertThat(keychain.secrets).isEmpty();
    }
    try (Run second = new Run().started()) {
      assertThat(second.keeping().isVaultLocked()).isTrue();
      assertThat(second.token()).isEmpty();
      assertThat(second.failure(() -> second.keeper.useVault("something else", false)))
          .isEqualTo(Trouble.WRONG_PASSPHRASE);
      assertThat(second.keeping().isVaultLocked()).isTrue();
      assertThat(second.failure(() -> second.keeper.useVault(PASSPHRASE, false))).isNull();
      assertThat(second.token()).isEqualTo("Bearer " + CANARY);
    }
    assertNothingWritten();
  }

  @Test
  void aVaultWhosePasswordIsForgottenIsPutAsideForANewOne() throws Exception {
    try (Run first = new Run().started()) {
      first.edge();
      assertThat(first.failure(() -> first.keeper.useVault("forgotten one", false))).isNull();
    }
    try (Run second = new Run().started()) {
      assertThat(second.failure(() -> second.keeper.useVault(PASSPHRASE, true))).isNull();
      second.put("Bearer " + CANARY);
      assertThat(folder.resolve("tokens.vault.old")).exists();
    }
    try (Run third = new Run().started()) {
      assertThat(third.failure(() -> third.keeper.useVault(PASSPHRASE, false))).isNull();
      assertThat(third.token()).isEqualTo("Bearer " + CANARY);
    }
  }

  @Test
  void forTheSessionOnlyTakesThemFromWhereTheyWere() throws Exception {
    try (Run first = new Run().started()) {
      first.put("Bearer " + CANARY);
      onFx(
          () -> {
            first.keeper.useSessionOnly();
            return true;
          });
      first.settle();
      assertThat(keychain.secrets).isEmpty();
      assertThat(first.token()).isEqualTo("Bearer " + CANARY);
    }
    try (Run second = new Run().started()) {
      assertThat(second.keeping()).isEqualTo(TokenKeeping.of(TokenPlace.SESSION, Status.READY));
      assertThat(second.token()).isEmpty();
    }
  }

  @Test
  void theProxysPasswordIsKeptForThatProxyOnly() throws Exception {
    try (Run first = new Run().started()) {
      first.put("Bearer " + CANARY);
      putProxy(first, "http://joe@proxy.example:3128", CANARY);
      assertThat(keychain.secrets).hasSize(2).containsValue(CANARY);
    }
    try (Run second = new Run().started()) {
      assertThat(proxyPassword(second)).isEqualTo(CANARY);
      EdgeItem edge = second.edge();
      onFx(
          () -> {
            EdgeSettings settings = edge.settings();
            second.profile.inventory().change(edge, settings.withProxy(new EdgeProxy.Direct()));
            return true;
          });
      second.settle();
      assertThat(keychain.secrets).hasSize(1).containsValue("Bearer " + CANARY);
      putProxy(second, "http://joe@proxy.example:3128", CANARY);
    }
    assertNothingWritten();
    Path profile = folder.resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("joe@proxy", "joe@evil"));
    try (Run third = new Run().started()) {
      assertThat(proxyPassword(third)).isEmpty();
      assertThat(third.token()).isEqualTo("Bearer " + CANARY);
    }
  }

  private void putProxy(Run run, String url, String password) {
    EdgeItem edge = run.edge();
    onFx(
        () -> {
          run.profile
              .inventory()
              .change(edge, edge.settings().withProxy(new EdgeProxy.Server(url)));
          run.tokens.put(edge, EdgeSecret.PROXY_PASSWORD, password);
          return true;
        });
    run.settle();
  }

  private String proxyPassword(Run run) {
    EdgeItem edge = run.edge();
    return onFx(() -> run.tokens.all(edge).of(EdgeSecret.PROXY_PASSWORD));
  }

  private void assertNothingWritten() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(CANARY);
    }
  }

  private static EdgeSettings settings(String host) {
    return new EdgeSettings(
        "Plant A", "https://" + host, new TrustChoice.SystemAuthorities(), "", "");
  }

  private <T> T onFx(Callable<T> work) {
    try {
      return fx.submit(work).get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
