package dev.portolan.edge;

import dev.portolan.transport.problem.Notices;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final TurnedClock clock = new TurnedClock();
  private final List<String> told = new ArrayList<>();
  private int judged;

  private final Authenticator authenticator =
      new Authenticator(
          TrustedDevices::ofIds,
          (authorization, device) -> {
            judged++;
            return switch (authorization) {
              case "right" -> new ClientDecision.Granted("alice");
              case "expired" -> new ClientDecision.Expired("alice");
              case "scoped" -> new ClientDecision.Forbidden("not for this device");
              default -> new ClientDecision.Unknown("unknown token");
            };
          },
          id -> null,
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
