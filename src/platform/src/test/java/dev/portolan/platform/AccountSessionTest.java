package dev.portolan.platform;

import static dev.portolan.platform.Account.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.platform.testing.Received;
import dev.portolan.platform.testing.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountSessionTest {
  private static final String DEVICE = "/api/v2/inventory/" + PUMP;
  private static final String REFRESH = "/api/v2/refresh-jwt";

  private final Account account = new Account(Account.limits(Duration.ofMinutes(10)));
  private final AccountSession session = account.session();

  @AfterEach
  void close() {
    account.close();
  }

  private Tokens tokens() {
    return Objects.requireNonNull(session.tokens());
  }

  @Test
  void sendsTheTokenAsBearerAndToThisServerOnly() {
    Account.get(session.device(PUMP));

    Received request = account.server.received().getLast();
    assertThat(request.authorization()).isEqualTo("Bearer " + tokens().access().value());
    assertThat(request.cookie()).isEmpty();
    assertThat(session.toString()).isEqualTo("AccountSession[localhost, SIGNED_IN]");
  }

  @Test
  void renewsAnExpiredTokenOnceForAllCallsThatNeedIt() {
    Tokens before = tokens();
    account.server.expireAccessTokens();

    List<CompletableFuture<PlatformDevice>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(session.device(PUMP));
    }
    calls.forEach(Account::get);

    assertThat(account.server.received(REFRESH))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.authorization()).isEmpty();
              assertThat(request.cookie())
                  .isEqualTo("PHPSESSID=" + Objects.requireNonNull(before.refresh()).value());
            });
    assertThat(tokens().access()).isNotEqualTo(before.access());
    assertThat(tokens().refresh()).isEqualTo(before.refresh());
    assertThat(account.renewals).containsExactly(tokens());
    assertThat(account.states).isEmpty();
  }

  @Test
  void expiresWhenTheRenewedTokenIsRefusedToo() {
    Reply refusal = Reply.json(401, "{\"error\":\"not you\"}");
    account.server.script(DEVICE, refusal, refusal);

    PlatformException failure = Account.failure(session.device(PUMP));

    assertThat(failure.problem()).isEqualTo(PlatformProblem.SESSION_EXPIRED);
    assertThat(failure).hasMessage("The session at localhost has expired: not you");
    assertThat(account.states).containsExactly(SessionState.EXPIRED);
    assertThat(account.server.received(REFRESH)).hasSize(1);
  }

  @Test
  void expiresAtOnceWithoutARefreshTokenAndGoesOnAfterANewSignIn() {
    AccountSession byToken = account.session(Tokens.of("canary-old"));

    assertThat(Account.failure(byToken.device(PUMP)).problem())
        .isEqualTo(PlatformProblem.SESSION_EXPIRED);
    assertThat(account.server.received(REFRESH)).isEmpty();
    int asked = account.server.received().size();
    assertThat(Account.failure(byToken.device(PUMP)).problem())
        .isEqualTo(PlatformProblem.SESSION_EXPIRED);
    assertThat(account.server.received()).as("no blind retry").hasSize(asked);

    byToken.resume(Tokens.of(account.server.issueAccessToken()));
    assertThat(Account.get(byToken.device(PUMP)).title()).isEqualTo("pump-1");
    assertThat(account.states).containsExactly(SessionState.EXPIRED, SessionState.SIGNED_IN);
  }

  @Test
  void takesTheRefreshTokenOfAnyAnswer() {
    account.server.script(DEVICE, device().with("Set-Cookie", "PHPSESSID=canary-r2; path=/"));

    Account.get(session.device(PUMP));

    assertThat(tokens().refresh()).isEqualTo(Secret.of("canary-r2"));
    assertThat(account.renewals).containsExactly(tokens());
  }

  @Test
  void keepsTheRefreshTokenWhenACookieHasNone() {
    Tokens before = tokens();
    account.server.script(
        DEVICE,
        device().with("Set-Cookie", "PHPSESSID=; path=/"),
        device().with("Set-Cookie", "PHPSESSID=deleted; Max-Age=0; path=/"),
        device().with("Set-Cookie", "PHPSESSID=old; expires=Thu, 01-Jan-1970 00:00:01 GMT"),
        device().with("Set-Cookie", "other=canary-x; path=/"),
        device().with("Set-Cookie", "="),
        device());

    for (int i = 0; i < 6; i++) {
      Account.get(session.device(PUMP));
    }

    assertThat(tokens()).isEqualTo(before);
    assertThat(account.renewals).isEmpty();
  }

  @Test
  void staysSignedInWhenTheRenewalFailsForTheMoment() {
    account.server.expireAccessTokens();
    account.server.script(REFRESH, Reply.empty(503));

    assertThat(Account.failure(session.device(PUMP)).problem())
        .isEqualTo(PlatformProblem.SERVER_FAILED);

    assertThat(session.state()).isEqualTo(SessionState.SIGNED_IN);
    assertThat(Account.get(session.device(PUMP)).title()).isEqualTo("pump-1");
  }

  @Test
  void wipesItsTokensAtSignOutAndAnswersDoNotBringThemBack() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch signedOut = new CountDownLatch(1);
    account.server.expireAccessTokens();
    account.server.script(
        REFRESH,
        exchange -> {
          asked.countDown();
          await(signedOut);
          Reply.empty(200)
              .with("Refreshed-Token", "canary-late")
              .with("Set-Cookie", "PHPSESSID=canary-late")
              .send(exchange);
        });
    CompletableFuture<PlatformDevice> call = session.device(PUMP);
    asked.await();

    session.signOut();
    signedOut.countDown();

    assertThat(Account.failure(call).problem()).isEqualTo(PlatformProblem.SIGNED_OUT);
    assertThat(session.tokens()).isNull();
    assertThat(session.state()).isEqualTo(SessionState.SIGNED_OUT);
    assertThat(Account.failure(session.device(PUMP)))
        .hasMessage("The account at localhost is signed out.");
  }

  @Test
  void endsTheRequestOfACallThatIsCancelled() throws InterruptedException {
    EndlessAnswer endless = new EndlessAnswer();
    account.server.script(DEVICE, endless);

    endless.isBrokenOffByCancelling(session.device(PUMP));

    assertThat(Account.get(session.device(PUMP)).title()).isEqualTo("pump-1");
  }

  @Test
  void takesNoRefreshTokenOfAnAnswerToAnEarlierSignIn() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch signedIn = new CountDownLatch(1);
    account.server.script(
        DEVICE,
        exchange -> {
          asked.countDown();
          await(signedIn);
          device().with("Set-Cookie", "PHPSESSID=canary-of-another").send(exchange);
        });
    CompletableFuture<PlatformDevice> call = session.device(PUMP);
    asked.await();
    Tokens fresh = new Tokens(Secret.of("canary-2"), Secret.of("canary-r2"));

    session.signOut();
    session.resume(fresh);
    signedIn.countDown();

    Account.get(call);
    assertThat(session.tokens()).isEqualTo(fresh);
  }

  @Test
  void failsItsCallsWhenTheClientIsClosed() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    account.server.script(
        DEVICE,
        exchange -> {
          asked.countDown();
          await(closed);
        });
    CompletableFuture<PlatformDevice> call = session.device(PUMP);
    asked.await();

    account.client.close();

    assertThat(Account.failure(call).problem()).isEqualTo(PlatformProblem.CLOSED);
    assertThat(Account.failure(session.device(PUMP)).problem()).isEqualTo(PlatformProblem.CLOSED);
    closed.countDown();
  }

  private static Reply device() {
    return Reply.json(200, "{\"pub_key_digest\":\"" + PUMP + "\"}");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
