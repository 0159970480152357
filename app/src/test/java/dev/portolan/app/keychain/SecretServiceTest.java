package dev.portolan.app.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import dev.portolan.app.task.Background;
import dev.portolan.app.testing.KeyringDaemon;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against GNOME Keyring on a bus of the test's own. */
class SecretServiceTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadByAnotherConnectionUntilItIsRemoved() throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(folder)) {
      SecretPlace first = new SecretService(keyring.address());
      first.write("edge-1 edge.example:443", "Portolan: Plant A", "Bearer tökén-1");
      first.write("edge-2 edge.example:443", "Portolan: Plant B", "t".repeat(8_000));
      first.write("edge-1 edge.example:443", "Portolan: Plant A", "Bearer tökén-2");

      SecretPlace second = new SecretService(keyring.address());
      assertThat(
              second.read(
                  List.of("edge-1 edge.example:443", "edge-2 edge.example:443", "edge-3 x:443")))
          .isEqualTo(
              Map.of(
                  "edge-1 edge.example:443",
                  "Bearer tökén-2",
                  "edge-2 edge.example:443",
                  "t".repeat(8_000)));

      second.remove("edge-1 edge.example:443");
      second.remove("edge-3 x:443");
      assertThat(first.read(List.of("edge-1 edge.example:443"))).isEmpty();
    }
  }

  @Test
  void aLockedKeyringSaysSoAndTakesNothing() throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(folder)) {
      SecretPlace place = new SecretService(keyring.address());
      place.write("there", "Portolan", "secret");
      keyring.lock();

      assertThat(trouble(() -> place.read(List.of()))).isEqualTo(Trouble.LOCKED);
      assertThat(trouble(() -> place.read(List.of("there")))).isEqualTo(Trouble.LOCKED);
      assertThat(trouble(() -> place.write("new", "Portolan", "secret"))).isEqualTo(Trouble.LOCKED);
      assertThat(trouble(() -> place.remove("there"))).isEqualTo(Trouble.LOCKED);
    }
  }

  /** A keyring of no password is opened by the daemon without a question. */
  @Test
  void aLockedKeyringIsUnlocked() throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(folder)) {
      KeyringPlace.takePassword(keyring);
      SecretPlace place = new SecretService(keyring.address());
      place.write("there", "Portolan", "secret");
      keyring.lock();
      assertThat(trouble(() -> place.read(List.of("there")))).isEqualTo(Trouble.LOCKED);

      place.unlock();
      assertThat(place.read(List.of("there"))).containsEntry("there", "secret");
      place.unlock();
    }
  }

  /** The daemon asks, and as nobody can be asked on this bus, the question is waved away. */
  @Test
  void aKeyringThatNobodyUnlocksStaysLocked() throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(folder)) {
      SecretPlace place = new SecretService(keyring.address());
      keyring.lock();
      assertThat(trouble(place::unlock)).isEqualTo(Trouble.LOCKED);
      keyring.freeze();
      assertThat(trouble(place::unlock)).isEqualTo(Trouble.NO_ANSWER);
    }
  }

  @Test
  void whereNobodyKeepsSecretsThatIsSaid() throws Exception {
    try (KeyringDaemon nobody = KeyringDaemon.busOnly(folder)) {
      assertThat(trouble(() -> new SecretService(nobody.address()).read(List.of())))
          .isEqualTo(Trouble.ABSENT);
    }
    assertThat(
            trouble(
                () -> new SecretService("unix:path=" + folder.resolve("no-bus")).read(List.of())))
        .isEqualTo(Trouble.ABSENT);
    assertThat(trouble(() -> SecretPlace.none().read(List.of()))).isEqualTo(Trouble.ABSENT);
  }

  @Test
  void aDaemonThatHangsIsGivenUpWithinFourSeconds() throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(folder)) {
      SecretPlace place = new SecretService(keyring.address());
      keyring.freeze();
      long start = System.nanoTime();
      assertThat(trouble(() -> place.read(List.of("there")))).isEqualTo(Trouble.NO_ANSWER);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void aMuteBusHoldsUpNobody() throws Exception {
    Path socket = folder.resolve("mute");
    try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Background background = new Background()) {
      mute.bind(UnixDomainSocketAddress.of(socket));
      SecretPlace place = new SecretService("unix:path=" + socket);
      long start = System.nanoTime();
      ExecutionException failure =
          catchThrowableOfType(
              ExecutionException.class,
              () ->
                  background
                      .bounded("keychain", Duration.ofSeconds(1), () -> place.read(List.of()))
                      .get(10, TimeUnit.SECONDS));
      assertThat(failure).hasCauseInstanceOf(TimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  private static Trouble trouble(ThrowingCallable call) {
    return catchThrowableOfType(SecretPlaceException.class, call).trouble();
  }
}
