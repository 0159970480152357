package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.platform.testing.ManagementServer;
import dev.portolan.platform.testing.Reply;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final Reply PENDING = Reply.json(400, "{\"error\":\"authorization_pending\"}");
  private static final Reply SLOW_DOWN = Reply.json(400, "{\"error\":\"slow_down\"}");
  private static final String TOKEN = "/oauth2/token";

  private final Account account = new Account(Account.limits(Duration.ofMinutes(10)));
  private final SignIn signIn = account.signIn();

  @AfterEach
  void close() {
    account.close();
  }

  private CompletableFuture<SignInStep> byPassword(String password) {
    return signIn.byPassword(ManagementServer.EMAIL, Secret.of(password));
  }

  @Test
  void byPasswordYieldsTheTokenAndTheRefreshTokenOfTheCookie() {
    SignInStep step = Account.get(byPassword(ManagementServer.PASSWORD));

    assertThat(step).isInstanceOf(SignInStep.Done.class);
    Tokens tokens = ((SignInStep.Done) step).tokens();
    assertThat(tokens.access().value()).startsWith("canary-access-");
    assertThat(tokens.refresh()).isNotNull();
    assertThat(tokens.toString() + step).doesNotContain("canary");
    assertThat(tokens.authorization().value()).isEqualTo(tokens.access().value());
    assertThat(account.server.received().getLast().body())
        .contains("\"email\":\"anna@example.com\"", "\"password\":\"canary-password\"");
  }

  @Test
  void byAWrongPasswordIsRefusedInTheServersWords() {
    PlatformException failure = Account.failure(byPassword("canary-wrong"));

    assertThat(failure.problem()).isEqualTo(PlatformProblem.CREDENTIALS_REFUSED);
    assertThat(failure).hasMessage("E-mail address or password is wrong: unknown user or password");
  }

  @Test
  void goesOnToTheSecondFactorAndRefusesAWrongCode() {
    account.server.requireSecondFactor("123456");

    SignInStep step = Account.get(byPassword(ManagementServer.PASSWORD));
    assertThat(step).isEqualTo(new SignInStep.SecondFactor(Secret.of("canary-challenge-1")));
    Secret challenge =
        Account.get(
            signIn.requestCode(Secret.of("canary-challenge-1"), SecondFactorProvider.EMAIL));
    assertThat(account.server.received().getLast().body()).contains("\"preferProvider\":\"email\"");

    PlatformException failure =
        Account.failure(signIn.bySecondFactor(challenge, Secret.of("000000")));
    assertThat(failure.problem()).isEqualTo(PlatformProblem.CODE_REFUSED);
    assertThat(failure).hasMessage("The code is wrong or too old: invalid code");

    Tokens tokens = Account.get(signIn.bySecondFactor(challenge, Secret.of("123456")));
    assertThat(Account.get(account.session(tokens).device(Account.PUMP)).title())
        .isEqualTo("pump-1");
  }

  @Test
  void inTheBrowserWaitsForApprovalAndSlowsDownWhenAsked() {
    account.server.script(
        TOKEN, PENDING, SLOW_DOWN, PENDING, Reply.html(502, "<h1>oops"), SLOW_DOWN);
    DeviceCode code = Account.get(signIn.requestDeviceCode());
    assertThat(code.userCode()).isEqualTo("ABCD-EFGH");
    assertThat(code.page()).hasToString("https://www.app.qbee.io/device");
    assertThat(code.expires()).isEqualTo(account.time.instant().plusSeconds(900));
    account.server.approve();

    Tokens tokens = Account.get(signIn.awaitApproval(code));

    assertThat(tokens.refresh()).isNotNull();
    assertThat(account.time.waits())
        .extracting(Duration::toSeconds)
        .containsExactly(5L, 5L, 10L, 10L, 20L, 25L);
    assertThat(account.server.received(TOKEN).getFirst().body())
        .startsWith(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=");
    assertThat(code.toString()).doesNotContain("canary");
  }

  @Test
  void inTheBrowserGivesUpWhenTheCodeIsTooOld() {
    DeviceCode code = Account.get(signIn.requestDeviceCode());

    PlatformException failure = Account.failure(signIn.awaitApproval(code));

    assertThat(failure.problem()).isEqualTo(PlatformProblem.APPROVAL_EXPIRED);
    // 900 seconds at one question each 5, and none at the end
    assertThat(account.server.received(TOKEN)).hasSize(179);
  }

  @Test
  void inTheBrowserAsksNoOftenerThanEveryFiveSeconds() {
    account.server.script(
        "/oauth2/devicecode",
        Reply.json(
            200,
            "{\"device_code\":\"c\",\"user_code\":\"A\",\"verification_uri\":\"https://a.example/\","
                + "\"expires_in\":99999999999,\"interval\":0}"));

    DeviceCode code = Account.get(signIn.requestDeviceCode());

    assertThat(code.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(code.expires()).isEqualTo(account.time.instant().plusSeconds(3_600));
  }

  @Test
  void inTheBrowserBreaksOffItsQuestionWhenItIsCancelled() throws InterruptedException {
    EndlessAnswer endless = new EndlessAnswer();
    account.server.script(TOKEN, endless);

    endless.isBrokenOffByCancelling(signIn.awaitApproval(Account.get(signIn.requestDeviceCode())));
  }

  @Test
  void inTheBrowserEndsWhenItIsCancelled() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    account.server.script(
        TOKEN,
        exchange -> {
          asked.countDown();
          try {
            cancelled.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          PENDING.send(exchange);
        });
    CompletableFuture<Tokens> waiting =
        signIn.awaitApproval(Account.get(signIn.requestDeviceCode()));
    asked.await();

    waiting.cancel(true);
    cancelled.countDown();

    assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
    // A new sign-in is asked for as the next and only one.
    DeviceCode next = Account.get(signIn.requestDeviceCode());
    account.server.approve();
    Account.get(signIn.awaitApproval(next));
    assertThat(account.server.received(TOKEN)).hasSize(2);
  }
}
