package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.ca.EdgeFolder;
import dev.portolan.edge.ca.EdgeNames;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolClient;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.EnrolledIdentity;
import dev.portolan.transport.enrol.InvitationClient;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.enrol.InvitationRequest;
import dev.portolan.transport.enrol.OpenInvitation;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Trust;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client invites a device and learns that it has come; others may not. */
class InvitationPathTest {
  private static final String HOST = "inviter-token";
  private static final String GUEST = "guest-token";

  @TempDir Path scratch;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final ChangingTokens tokens = new ChangingTokens();
  private EdgeFolder folder;
  private EdgeFixture fixture;

  @BeforeEach
  void start() throws IOException {
    folder =
        EdgeFolder.init(
            scratch.resolve("edge"),
            new EdgeNames(List.of("localhost", "127.0.0.1")),
            InstantSource.system());
    ServerIdentity identity = folder.identity();
    TrustedDevices devices = folder.devices();
    fixture =
        EdgeFixture.startEdgeOnly(
            edge ->
                edge.withIdentity(Current.fixed(identity))
                    .withDevices(Current.fixed(devices))
                    .withNotices(notices::add)
                    .withClients(ClientAuthorizer.tokens(tokens, Current.fixed(DeviceList.EMPTY)))
                    .withEnrolment(folder.enrolment()));
    folder.keepPort(fixture.edge().address().getPort());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void whoInvitesGetsTheCodeAndLearnsTheId() throws Exception {
    OpenInvitation open = await(invite(HOST, "pump-7"));

    assertThat(open.invitation().edge()).isEqualTo(fixture.url(""));
    assertThat(open.invitation().validity()).isEqualTo(Duration.ofHours(1));
    assertThat(open.device().isDone()).isFalse();
    EnrolledIdentity device = await(enrol(open.invitation().code()));

    assertThat(device.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=pump-7");
    assertThat(await(open.device())).isEqualTo(DeviceId.of(device.certificate()));
    assertThat(notices)
        .containsExactly(
            "client admin has invited the device pump-7, from 127.0.0.1",
            "device pump-7 has come, which client admin invited: "
                + DeviceId.of(device.certificate()));
    fixture.awaitUntil(
        () -> fixture.edge().newcomerCount() == 0, () -> "connections stay newcomers");
  }

  @Test
  void theCodeStaysGoodWhenTheClientLeaves() {
    OpenInvitation open = await(invite(HOST, "pump-7"));
    open.device().cancel(false);
    fixture.awaitUntil(() -> fixture.edge().waitingCount() == 0, () -> "nobody leaves");

    await(enrol(open.invitation().code()));
  }

  @Test
  void whoMayNoLongerInviteIsNotToldWhoCame() {
    OpenInvitation open = await(invite(HOST, "pump-7"));
    tokens.current = ClientTokens.NONE;

    await(enrol(open.invitation().code()));

    assertProblem(open.device(), Problem.INVITATION_OVER, "");
  }

  @Test
  void anInvitationThatIsOverEndsTheWait() throws Exception {
    try (EdgeFixture other =
        EdgeFixture.startEdgeOnly(
            edge ->
                edge.withClients(ClientAuthorizer.tokens(tokens, Current.fixed(DeviceList.EMPTY)))
                    .withEnrolment(
                        new ShortInvitations(folder.enrolment(), Duration.ofSeconds(1))))) {
      Future<OpenInvitation> open =
          new InvitationClient(other.connector())
              .invite(other.endpoint("/").withAuthorization(Authorization.of(HOST)), "late");

      assertProblem(await(open).device(), Problem.INVITATION_OVER, "");
    }
  }

  @Test
  void anEdgeThatStopsIsALostConnection() {
    OpenInvitation open = await(invite(HOST, "pump-7"));
    fixture.killEdge();

    assertProblem(open.device(), Problem.LINK_LOST, "before the device came");
    fixture.startEdge();
  }

  @Test
  void aTokenThatMayNotInviteIsToldWhoCanHelp() {
    assertProblem(invite(GUEST, "pump-7"), Problem.INVITATION_REFUSED, "may not invite devices");
    assertThat(scratch.resolve("edge/invitations")).isEmptyDirectory();
  }

  @Test
  void aStrangerIsRefusedAndSlowedDown() {
    assertProblem(invite("made-up", "pump-7"), Problem.UPGRADE_UNAUTHORIZED, "unknown token");
    for (int i = 1; i < GuessBrake.AT_ONCE; i++) {
      awaitFailure(invite("made-up", "pump-7"));
    }
    assertProblem(invite(HOST, "pump-7"), Problem.UPGRADE_TOO_MANY_REQUESTS, "wrong tokens");
  }

  @Test
  void whoInvitesVeryManyIsSlowedDown() {
    for (int i = 0; i < GuessBrake.AT_ONCE; i++) {
      await(invite(HOST, "pump-" + i)).device().cancel(false);
    }
    assertProblem(invite(HOST, "one-more"), Problem.UPGRADE_TOO_MANY_REQUESTS, "invited many");
  }

  @Test
  void anEdgeWithoutAnAuthoritySaysWhoElseCan() {
    try (EdgeFixture other = EdgeFixture.startEdgeOnly(edge -> edge)) {
      Future<OpenInvitation> refused =
          new InvitationClient(other.connector()).invite(other.endpoint("/"), "pump-7");
      assertProblem(refused, Problem.INVITATION_NOT_OFFERED, "no authority of its own");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anEdgeThatCannotKeepItSaysSo() throws Exception {
    Files.delete(scratch.resolve("edge/invitations"));

    assertProblem(invite(HOST, "pump-7"), Problem.EDGE_TROUBLE, "cannot invite devices now");
    assertThat(notices).singleElement().asString().contains("a client got no invitation");
    assertThat(fixture.edge().waitingCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-pump", "../../x", "p\u00fcmp"})
  void aNameThatIsNoneIsRefused(String name) throws Exception {
    try (EdgeFixture edge = doorway()) {
      String answer =
          answer(
              edge,
              "POST " + InvitationRequest.PATH + " HTTP/1.1",
              "Authorization: " + HOST,
              "Portolan-Device: " + name);
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("the name of a device has up to 63");
    }
  }

  @Test
  void whateverIsAskedIsAnswered() throws Exception {
    String post = "POST " + InvitationRequest.PATH + " HTTP/1.1";
    String host = "Authorization: " + HOST;
    String name = "Portolan-Device: pump-7";
    String[][] table = {
      {"401", post},
      {"401", post, name},
      {"401", post, "Authorization:", name},
      {"400", post, host},
      {"400", post, host, name, name},
      {"400", post, host, host, name},
      {"400", post, host, "Portolan-Device: " + "x".repeat(64)},
      {"401", post, "Authorization: Bearer " + HOST, name},
      {"403", post, "Authorization: " + GUEST, name},
      {"426", "GET " + InvitationRequest.PATH + " HTTP/1.1", host, name},
      {"426", post.replace(" HTTP", "/ HTTP"), host, name},
      {"426", post.replace(" HTTP", "?x HTTP"), host, name},
      {"403", post, "Authorization: " + GUEST, name, "Content-Length: 99999999"},
      {"431", post, host, name, "X: " + "y".repeat(17_000)},
    };
    try (EdgeFixture edge = doorway()) {
      for (String[] row : table) {
        String[] head = List.of(row).subList(1, row.length).toArray(String[]::new);
        String answer = answer(edge, head);
        assertThat(answer).as(String.join("\n", head)).startsWith("HTTP/1.1 " + row[0] + " ");
        assertThat(answer).doesNotContain(HOST).doesNotContain(GUEST);
      }
    }
    assertThat(scratch.resolve("edge/invitations")).isEmptyDirectory();
  }

  /** The edge behind a certificate that the raw connection trusts. */
  private EdgeFixture doorway() {
    return EdgeFixture.startEdgeOnly(
        edge ->
            edge.withClients(ClientAuthorizer.tokens(tokens, Current.fixed(DeviceList.EMPTY)))
                .withEnrolment(folder.enrolment()));
  }

  private static String answer(EdgeFixture edge, String... head) throws IOException {
    try (RawConnection raw = RawConnection.open(edge, null)) {
      raw.send(RawConnection.head(head));
      return raw.readAll();
    }
  }

  private Future<OpenInvitation> invite(String token, String device) {
    return new InvitationClient(fixture.connector())
        .invite(
            new Endpoint(
                fixture.url("/some/path"),
                Authorization.of(token),
                authority(),
                null,
                new ProxyChoice.None()),
            device);
  }

  private Trust authority() {
    try {
      return Trust.Authorities.ofPem(folder.caFile());
    } catch (EdgeException e) {
      throw new IllegalStateException(e);
    }
  }

  private Future<EnrolledIdentity> enrol(InvitationCode code) {
    return new EnrolClient(fixture.connector())
        .enrol(fixture.url("/"), new ProxyChoice.None(), code, KeyKind.newP256());
  }

  private static void assertProblem(Future<?> attempt, Problem problem, String words) {
    Throwable failure = awaitFailure(attempt);
    assertThat(failure).isInstanceOf(EdgeException.class).hasMessageContaining(words);
    assertThat(((EdgeException) failure).problem()).isEqualTo(problem);
  }

  /** Tokens as a file has them that somebody edits. */
  private static final class ChangingTokens implements Current<ClientTokens> {
    private volatile ClientTokens current =
        ClientTokens.of(
            List.of(ClientToken.of("admin", HOST).withInvite(), ClientToken.of("guest", GUEST)));

    @Override
    public ClientTokens get() {
      return current;
    }

    @Override
    public void onChange(Runnable action) {
      // What is told is judged when it is told.
    }
  }

  /** Invitations as the folder makes them, but for a time that a test can wait for. */
  private record ShortInvitations(Enrolment real, Duration validity) implements Enrolment {
    @Override
    public boolean invites() {
      return true;
    }

    @Override
    public DeviceInvitation invite(String device) throws IOException {
      DeviceInvitation made = real.invite(device);
      return new DeviceInvitation(made.code(), made.edge(), validity);
    }

    @Override
    public Answer enrol(EnrolRequest request) throws IOException {
      return real.enrol(request);
    }

    @Override
    public Answer renew(List<X509Certificate> chain) throws IOException {
      return real.renew(chain);
    }
  }
}
