package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.util.concurrent.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in no longer does not stay either. */
class RevocationPathTest {

  private static final FileKind<ClientTokens> TOKENS =
      FileKind.ofLines("tokens file", ClientTokens::parse, tokens -> tokens.clients().toString());

  @TempDir Path folder;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private static String line(String client, String token, String more) {
    return ClientToken.of(client, token).toLine() + more + "\n";
  }

  private EdgeFixture start(WatchedFile<ClientTokens> file) {
    return EdgeFixture.start(
        edge ->
            EdgeConfig.of(
                    edge.listen(),
                    edge.identity().get(),
                    edge.devices().get(),
                    ClientAuthorizer.tokens(file, Current.fixed(DeviceList.EMPTY)))
                .withNotices(told::add),
        device -> device);
  }

  private static EdgeClient connect(EdgeFixture fixture, String token) {
    Endpoint endpoint = fixture.endpoint().withAuthorization(Authorization.of(token));
    EdgeClient client = await(fixture.connect(endpoint));
    fixture.own(() -> await(client.close()));
    return client;
  }

  private static void awaitEnd(EdgeClient client) {
    assertThat(client.session().closeFuture().awaitUninterruptibly(30, TimeUnit.SECONDS))
        .as("the session has ended")
        .isTrue();
  }

  private String tellsOf(String what) throws InterruptedException {
    String line;
    do {
      line = told.poll(30, TimeUnit.SECONDS);
    } while (line != null && !line.contains(what));
    assertThat(line).as("what is told of " + what).isNotNull().doesNotContain("canary");
    return line;
  }

  @Test
  void whoseTokenIsTakenOutOfTheFileIsSentAwayAndOthersStay() throws Exception {
    Path path = folder.resolve("tokens");
    Files.writeString(path, line("alice", "canary-a", "") + line("bob", "canary-b", ""));
    try (WatchedFile<ClientTokens> file =
            WatchedFile.open(List.of(path), TOKENS, told::add, Ticker.systemTicker());
        EdgeFixture fixture = start(file)) {
      EdgeClient first = connect(fixture, "canary-a");
      EdgeClient second = connect(fixture, "canary-a");
      EdgeClient other = connect(fixture, "canary-b");

      WatchedFileTest.replace(path, line("bob", "canary-b", ""));

      awaitEnd(first);
      awaitEnd(second);
      assertThat(tellsOf("alice"))
          .isEqualTo("client alice: its token was revoked; its 2 sessions are ended.");
      assertThat(other.session().isOpen()).isTrue();
      assertRefused(fixture, "canary-a", 401, "unknown token");
    }
  }

  @Test
  void whoseFileIsRemovedIsSentAway() throws Exception {
    Path path = Files.writeString(folder.resolve("tokens"), line("alice", "canary-a", ""));
    try (WatchedFile<ClientTokens> file =
            WatchedFile.open(List.of(path), TOKENS, told::add, Ticker.systemTicker());
        EdgeFixture fixture = start(file)) {
      EdgeClient client = connect(fixture, "canary-a");
      Files.delete(path);
      awaitEnd(client);
    }
  }

  @Test
  void whoseTokenExpiresInTheFileIsSentAwayWithItsReason() throws Exception {
    changes("alice", "expires=2020-01-01", "client alice: its token has expired; its session", 401);
  }

  @Test
  void whoseTokenIsForOtherDevicesNowIsSentAwayWithItsReason() throws Exception {
    changes("alice", "devices=other", "client alice: this token is not for this device; its", 403);
  }

  @Test
  void whoseTokenIsSomebodyElsesNowIsSentAway() throws Exception {
    changes("carol", "", "client alice: its token is somebody else's now; its session", 0);
  }

  private void changes(String name, String more, String says, int status) throws Exception {
    Path path = Files.writeString(folder.resolve("tokens"), line("alice", "canary-a", ""));
    try (WatchedFile<ClientTokens> file =
            WatchedFile.open(List.of(path), TOKENS, told::add, Ticker.systemTicker());
        EdgeFixture fixture = start(file)) {
      EdgeClient client = connect(fixture, "canary-a");
      Files.writeString(path, line(name, "canary-a", " " + more));
      awaitEnd(client);
      assertThat(tellsOf("client alice")).startsWith(says);
      if (status > 0) {
        assertRefused(fixture, "canary-a", status, "token");
      }
    }
  }

  @Test
  void aFileThatBecomesBadSendsNobodyAway() throws Exception {
    Path path = Files.writeString(folder.resolve("tokens"), line("alice", "canary-a", ""));
    try (WatchedFile<ClientTokens> file =
            WatchedFile.open(List.of(path), TOKENS, told::add, Ticker.systemTicker());
        EdgeFixture fixture = start(file)) {
      EdgeClient client = connect(fixture, "canary-a");
      Files.writeString(path, "alice canary-a\n");
      assertThat(tellsOf("is not used")).contains("line 1: a token is: ");
      assertThat(client.session().isOpen()).isTrue();
      connect(fixture, "canary-a");
    }
  }

  @Test
  void whoseTokenExpiresWhileItIsConnectedIsSentAwayThen() throws Exception {
    AtomicBoolean expired = new AtomicBoolean();
    ClientAuthorizer clients =
        (authorization, device) ->
            expired.get()
                ? new ClientDecision.Expired("alice")
                : new ClientDecision.Granted("alice", Instant.now().plusMillis(50));
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge ->
                EdgeConfig.of(edge.listen(), edge.identity().get(), edge.devices().get(), clients)
                    .withNotices(told::add),
            device -> device)) {
      EdgeClient client = connect(fixture, "canary-a");
      expired.set(true);
      awaitEnd(client);
      assertThat(tellsOf("alice"))
          .isEqualTo("client alice: its token has expired; its session is ended.");
      assertRefused(fixture, "canary-a", 401, "the token has expired");
    }
  }

  @Test
  void aDeviceThatIsTakenOffTheListIsSentAway() throws Exception {
    Path path = folder.resolve("devices");
    ClientIdentity identity = TestPki.newForeignDevice("known");
    String id = DeviceId.of(identity.certificate());
    Files.writeString(path, id + " gate\n");
    FileKind<DeviceList> kind =
        FileKind.ofLines("devices file", DeviceList::parse, list -> list.ids().size() + " devices");
    try (WatchedFile<DeviceList> file =
            WatchedFile.open(List.of(path), kind, told::add, Ticker.systemTicker());
        EdgeFixture fixture =
            EdgeFixture.startEdgeOnly(
                edge ->
                    edge.withNotices(told::add)
                        .withDevices(
                            Current.of(
                                file,
                                edge.devices(),
                                (list, others) ->
                                    new TrustedDevices(list.ids(), others.issuers()))))) {
      DeviceClient device = fixture.addDevice(identity, d -> d);
      await(device.ready());
      ClientIdentity other = fixture.pki().newDevice("of the issuer");
      await(fixture.addDevice(other, d -> d).ready());

      Files.writeString(path, "# none\n");

      assertThat(tellsOf(id))
          .isEqualTo(
              "device " + id + ": this edge does not let it in any longer; its session is ended.");
      fixture.awaitUntil(
          () -> fixture.edge().devices().equals(Set.of(DeviceId.of(other.certificate()))),
          () -> "connected: " + fixture.edge().devices());
    }
  }

  private static void assertRefused(EdgeFixture fixture, String token, int status, String reason) {
    Endpoint endpoint = fixture.endpoint().withAuthorization(Authorization.of(token));
    EdgeException refused = (EdgeException) awaitFailure(fixture.connect(endpoint));
    assertThat(refused).hasMessageContaining("(" + status).hasMessageContaining(reason);
  }
}
