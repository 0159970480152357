package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.problem.Notices;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.pkitesting.CertificateBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final TurnedClock clock = new TurnedClock();
  private final List<String> told = new ArrayList<>();
  private TrustedDevices trusted = TrustedDevices.ofIds();
  private @Nullable String away;
  private String asked = "";
  private int judged;

  private final Authenticator authenticator =
      new Authenticator(
          () -> trusted,
          (authorization, device) -> {
            judged++;
            asked = device;
            return switch (authorization) {
              case "right" -> new ClientDecision.Granted("alice");
              case "expired" -> new ClientDecision.Expired("alice");
              case "scoped" -> new ClientDecision.Forbidden("not for this device");
              default -> new ClientDecision.Unknown("unknown token");
            };
          },
          id -> away,
          new GuessBrake(clock),
          new Notices(told::add, clock));

  private Admission come(String token, String network) {
    return authenticator.judge(
        new UpgradeRequest(true, token, "device", false, false), List.of(), network);
  }

  private Refusal refused(String token, String network) {
    return ((Admission.Refused) come(token, network)).refusal();
  }

  private void guess(int times) {
    for (int i = 0; i < times; i++) {
      refused("canary-" + i, HERE);
    }
  }

  @Test
  void whoGuessesIsNotJudgedAnyMoreForAWhile() {
    guess(9);
    assertThat(refused("canary", HERE).status()).isEqualTo(HttpResponseStatus.UNAUTHORIZED);
    assertThat(judged).isEqualTo(10);
    Refusal refusal = refused("canary", HERE);
    assertThat(refusal.status()).isEqualTo(HttpResponseStatus.TOO_MANY_REQUESTS);
    assertThat(refusal.reason())
        .isEqualTo("too many wrong tokens were shown from your network; try again in 6 s");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(6));
    assertThat(refused("right", HERE).status())
        .as("a right one tells nothing either")
        .isEqualTo(HttpResponseStatus.TOO_MANY_REQUESTS);
    assertThat(judged).isEqualTo(10);
    clock.pass(Duration.ofSeconds(6));
    assertThat(come("right", HERE)).isInstanceOf(Admission.Client.class);
  }

  @Test
  void aRightTokenFromElsewhereIsNotAffected() {
    guess(100);
    assertThat(come("right", THERE)).isInstanceOf(Admission.Client.class);
    assertThat(refused("canary", THERE).status()).isEqualTo(HttpResponseStatus.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"right", "expired", "scoped"})
  void aTokenThatSomebodyHasIsNoGuess(String token) {
    for (int i = 0; i < 100; i++) {
      come(token, HERE);
    }
    assertThat(come("right", HERE)).isInstanceOf(Admission.Client.class);
  }

  @Test
  void oneLineForEachNetworkTellsHowOften() {
    guess(110);
    assertThat(told)
        .containsExactly(
            "too many tokens that nobody has were shown from 192.0.2.1: clients from there are"
                + " refused for a while.");
    clock.pass(Duration.ofMinutes(1));
    guess(111);
    assertThat(told).hasSize(2).last().asString().endsWith("; 99 more since it was last told.");
    assertThat(told).noneMatch(line -> line.contains("canary"));
  }

  private Admission ask(@Nullable String token, @Nullable String device, boolean presence) {
    UpgradeRequest request = new UpgradeRequest(true, token, device, false, presence);
    return authenticator.judge(request, List.of(), HERE);
  }

  private static void assertRefused(Admission answer, HttpResponseStatus status, String reason) {
    assertThat(answer).isEqualTo(new Admission.Refused(new Refusal(status, reason)));
  }

  @Test
  void whatAsksForNoUpgradeIsToldWhatIsSpokenHere() {
    assertRefused(
        authenticator.judge(
            new UpgradeRequest(false, "right", "device", false, false), List.of(), HERE),
        HttpResponseStatus.UPGRADE_REQUIRED,
        "this address speaks only qbee-v1 after an upgrade");
    assertThat(judged).isZero();
  }

  @Test
  void whoCanReachADeviceIsToldThatItsAddressNamesNone() {
    String reason = "the address names no device; it ends in /device/ID";
    assertRefused(ask("right", null, false), HttpResponseStatus.NOT_FOUND, reason);
    assertThat(asked).isEmpty();
    assertRefused(ask("scoped", null, false), HttpResponseStatus.NOT_FOUND, reason);
    assertRefused(
        ask("scoped", "device", false), HttpResponseStatus.FORBIDDEN, "not for this device");
    assertRefused(
        ask("expired", "device", false), HttpResponseStatus.UNAUTHORIZED, "the token has expired");
    assertRefused(ask("wrong", null, false), HttpResponseStatus.UNAUTHORIZED, "unknown token");
  }

  @Test
  void aDeviceThatIsAwayIsToldUnlessPresenceIs() {
    away = "it is not connected";
    assertRefused(ask("right", "device", false), HttpResponseStatus.NOT_FOUND, away);
    assertThat(asked).isEqualTo("device");
    assertThat(ask("right", "device", true))
        .isInstanceOfSatisfying(
            Admission.Client.class,
            client -> {
              assertThat(client.client()).isEqualTo("alice");
              assertThat(client.device()).isEqualTo("device");
              assertThat(client.presence()).isTrue();
              assertThat(client.objection()).isNull();
              assertThat(client.mayReach().test("device")).isTrue();
            });
  }

  @Test
  void aDeviceIsKnownByItsCertificateAsLongAsItIsTrusted() throws Exception {
    X509Certificate own = certificate();
    UpgradeRequest request = new UpgradeRequest(true, null, null, true, false);
    trusted = TrustedDevices.ofIds(DeviceId.of(own));
    assertThat(authenticator.judge(request, List.of(own), HERE))
        .isInstanceOfSatisfying(
            Admission.Device.class,
            device -> {
              assertThat(device.device()).isEqualTo(DeviceId.of(own));
              assertThat(device.trusted().getAsBoolean()).isTrue();
              trusted = TrustedDevices.ofIds();
              assertThat(device.trusted().getAsBoolean()).isFalse();
            });
    assertRefused(
        authenticator.judge(request, List.of(own), HERE),
        HttpResponseStatus.FORBIDDEN,
        "this edge does not know this device");
  }

  private static X509Certificate certificate() throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=device")
        .setIsCertificateAuthority(true)
        .buildSelfSigned()
        .getCertificate();
  }

  @Test
  void whoShowsNeitherTokenNorCertificateIsToldWhatIsMissing() {
    assertRefused(
        ask(null, "device", false),
        HttpResponseStatus.UNAUTHORIZED,
        "a client sends Authorization, a device shows its certificate; there was neither");
  }

  @Test
  void whoHasTooManyConnectionsIsToldHowManyThereMayBe() {
    assertThat(Authenticator.tooManyConnections(1).refusal().reason())
        .isEqualTo("this edge lets one user have 1 connection at once; close some and try again");
    assertThat(Authenticator.tooManyConnections(2).refusal().reason()).contains("2 connections");
    assertThat(Authenticator.alreadyConnected().refusal().status())
        .isEqualTo(HttpResponseStatus.CONFLICT);
  }

  @Test
  void aStrangerIsNotToldWhetherThereIsADevice() {
    Authenticator without =
        new Authenticator(
            TrustedDevices::ofIds,
            (authorization, device) -> new ClientDecision.Unknown("unknown token"),
            id -> {
              throw new AssertionError("nobody may ask");
            },
            new GuessBrake(clock),
            new Notices(told::add, clock));
    Admission answer =
        without.judge(new UpgradeRequest(true, "x", "device", false, false), List.of(), HERE);
    assertThat(answer).isInstanceOf(Admission.Refused.class);
  }
}
