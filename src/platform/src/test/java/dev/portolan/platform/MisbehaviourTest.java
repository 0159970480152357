package dev.portolan.platform;

import static dev.portolan.platform.Account.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.platform.testing.ManagementServer;
import dev.portolan.platform.testing.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the server does, the user gets the right words, and what the session had is not lost.
 */
class MisbehaviourTest {
  private static final String DEVICE = "/api/v2/inventory/" + PUMP;
  private static final String LIST = "/api/v2/inventory";
  private static final String STATUS = "/api/v2/device/" + PUMP + "/status";
  private static final String LOGIN = "/api/v2/login";
  private static final String TOKEN = "/oauth2/token";
  private static final String CODE = "/oauth2/devicecode";
  private static final String REFRESH = "/api/v2/refresh-jwt";

  /**
   * One way to misbehave.
   *
   * @param name of it
   * @param script what the server does
   * @param call what the user wants meanwhile
   * @param problem that it ends with
   * @param words that the user reads
   */
  record Case(
      String name,
      Consumer<ManagementServer> script,
      Function<Account, CompletableFuture<?>> call,
      PlatformProblem problem,
      String words) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name,
      String path,
      Reply reply,
      Function<Account, CompletableFuture<?>> call,
      PlatformProblem problem,
      String words) {
    return new Case(name, server -> server.script(path, reply), call, problem, words);
  }

  private static CompletableFuture<?> device(Account account) {
    return account.session().device(PUMP);
  }

  private static CompletableFuture<?> list(Account account) {
    return account.session().inventory(InventoryQuery.ALL, (_, _, _) -> {});
  }

  private static CompletableFuture<?> reach(Account account) {
    return account.session().reach(PUMP, Purpose.STREAMS, java.util.Set.of());
  }

  private static CompletableFuture<?> login(Account account) {
    return account
        .signIn()
        .byPassword(ManagementServer.EMAIL, Secret.of(ManagementServer.PASSWORD));
  }

  private static CompletableFuture<?> browser(Account account) {
    return account.signIn().requestDeviceCode().thenCompose(account.signIn()::awaitApproval);
  }

  private static CompletableFuture<?> expiredDevice(Account account) {
    AccountSession session = account.session();
    account.server.expireAccessTokens();
    return session.device(PUMP);
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(
            "an HTML error page",
            DEVICE,
            Reply.html(502, "<html><head><title>502 Bad Gateway</title></head><body>x</body>"),
            MisbehaviourTest::device,
            PlatformProblem.SERVER_FAILED,
            "localhost has a fault (502): 502 Bad Gateway"),
        of(
            "an empty error",
            DEVICE,
            Reply.empty(500),
            MisbehaviourTest::device,
            PlatformProblem.SERVER_FAILED,
            "localhost has a fault (500)."),
        of(
            "an empty success",
            DEVICE,
            Reply.empty(200),
            MisbehaviourTest::device,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is empty."),
        of(
            "HTML instead of a success",
            LIST,
            Reply.html(200, "<html>sign in to the hotel's network</html>"),
            MisbehaviourTest::list,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is not the JSON that was expected."),
        of(
            "garbage JSON with a token in it",
            DEVICE,
            Reply.json(200, "{\"token\":\"canary-1\",\"node_id\":}"),
            MisbehaviourTest::device,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is not the JSON that was expected."),
        of(
            "JSON nested 10,000 deep",
            LIST,
            Reply.json(200, "[".repeat(10_000)),
            MisbehaviourTest::list,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is not the JSON that was expected."),
        of(
            "a field twice",
            DEVICE,
            Reply.json(200, "{\"pub_key_digest\":\"" + PUMP + "\",\"a\":1,\"a\":2}"),
            MisbehaviourTest::device,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is not the JSON that was expected."),
        of(
            "two objects",
            DEVICE,
            Reply.json(200, "{\"pub_key_digest\":\"" + PUMP + "\"}{}"),
            MisbehaviourTest::device,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is not the JSON that was expected."),
        of(
            "half a million items",
            LIST,
            Reply.json(200, "{\"items\":[" + "0,".repeat(500_000) + "0]}"),
            MisbehaviourTest::list,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is not the JSON that was expected."),
        of(
            "an answer without end",
            LIST,
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] bytes = new byte[64 * 1024];
              for (int i = 0; i < 1_024; i++) {
                exchange.getResponseBody().write(bytes);
              }
            },
            MisbehaviourTest::list,
            PlatformProblem.TOO_LARGE,
            "The answer of localhost is larger than 4 MiB."),
        of(
            "an answer that breaks off",
            DEVICE,
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              throw new java.io.IOException("on purpose");
            },
            MisbehaviourTest::device,
            PlatformProblem.BROKEN_OFF,
            "localhost broke off before its answer was complete."),
        of(
            "a redirect",
            DEVICE,
            Reply.empty(302).with("Location", "https://evil.example/"),
            MisbehaviourTest::device,
            PlatformProblem.REDIRECTED,
            "localhost sends on to another address, which was not asked (302)."),
        of(
            "a list that is none",
            LIST,
            Reply.json(200, "{\"items\":{},\"total\":1}"),
            MisbehaviourTest::list,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost has no list of devices."),
        of(
            "another device than asked for",
            DEVICE,
            Reply.json(200, "{\"pub_key_digest\":\"" + "b".repeat(64) + "\"}"),
            MisbehaviourTest::device,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost is about another device, or none."),
        of(
            "a status without its field",
            STATUS,
            Reply.json(200, "{\"uuid\":\"1\"}"),
            MisbehaviourTest::reach,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost does not say whether remote access is on."),
        of(
            "an edge that is no address",
            STATUS,
            Reply.json(
                200,
                "{\"uuid\":\"u\",\"remote_access\":true,\"edge_version\":1,"
                    + "\"edge\":\"app.qbee.io@evil.example:443/edge/1\"}"),
            MisbehaviourTest::reach,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost names no valid edge for the device."),
        of(
            "a login without a token",
            LOGIN,
            Reply.json(200, "{}"),
            MisbehaviourTest::login,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost has no token."),
        of(
            "a token that no header can carry",
            LOGIN,
            Reply.json(200, "{\"token\":\"canary\\r\\nX: y\"}"),
            MisbehaviourTest::login,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost has a token that cannot be used."),
        of(
            "a refusal that echoes the password",
            LOGIN,
            Reply.json(401, "{\"error\":{\"message\":\"canary-password is \\u001b[31mwrong\"}}"),
            MisbehaviourTest::login,
            PlatformProblem.CREDENTIALS_REFUSED,
            "E-mail address or password is wrong: … is wrong"),
        of(
            "a device code without an end",
            CODE,
            Reply.json(
                200,
                "{\"device_code\":\"canary\",\"user_code\":\"AB\","
                    + "\"verification_uri\":\"https://app.example/\"}"),
            MisbehaviourTest::browser,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost does not say how long its code is valid."),
        of(
            "a page to approve that is a program",
            CODE,
            Reply.json(
                200,
                "{\"device_code\":\"canary\",\"user_code\":\"AB\",\"expires_in\":9,"
                    + "\"verification_uri\":\"file:///bin/sh\"}"),
            MisbehaviourTest::browser,
            PlatformProblem.NOT_UNDERSTOOD,
            "The answer of localhost has no page to approve the sign-in."),
        of(
            "an approval that has expired",
            TOKEN,
            Reply.json(400, "{\"error\":\"expired_token\"}"),
            MisbehaviourTest::browser,
            PlatformProblem.APPROVAL_EXPIRED,
            "Nobody approved the sign-in in time."),
        of(
            "an approval that was declined",
            TOKEN,
            Reply.json(400, "{\"error\":\"authorization_declined\"}"),
            MisbehaviourTest::browser,
            PlatformProblem.DECLINED,
            "The sign-in was declined in the browser."),
        of(
            "a code that the server has forgotten",
            TOKEN,
            Reply.json(400, "{\"error\":\"bad_verification_code\"}"),
            MisbehaviourTest::browser,
            PlatformProblem.APPROVAL_EXPIRED,
            "The server no longer knows the code of this sign-in."),
        of(
            "an unknown refusal of a code",
            TOKEN,
            Reply.json(400, "{\"error\":\"invalid_client\",\"error_description\":\"who?\"}"),
            MisbehaviourTest::browser,
            PlatformProblem.REFUSED,
            "localhost refused the request (400): who?"),
        of(
            "a renewal without its header",
            REFRESH,
            Reply.empty(200),
            MisbehaviourTest::expiredDevice,
            PlatformProblem.SESSION_EXPIRED,
            "The session at localhost has expired: it sent no new token."),
        of(
            "a renewal with an empty header",
            REFRESH,
            Reply.empty(200).with("Refreshed-Token", ""),
            MisbehaviourTest::expiredDevice,
            PlatformProblem.SESSION_EXPIRED,
            "The session at localhost has expired: it sent no new token."),
        of(
            "a renewal that is refused in a language of its own",
            REFRESH,
            Reply.json(401, "{\"errors\":{\"session\":[\"gone\"]}}"),
            MisbehaviourTest::expiredDevice,
            PlatformProblem.SESSION_EXPIRED,
            "The session at localhost has expired: gone"),
        of(
            "a renewal that fails for another reason",
            REFRESH,
            Reply.html(503, "<h1>"),
            MisbehaviourTest::expiredDevice,
            PlatformProblem.SERVER_FAILED,
            "localhost has a fault (503)."),
        of(
            "a request for fewer requests",
            DEVICE,
            Reply.json(429, "\"slowly\""),
            MisbehaviourTest::device,
            PlatformProblem.TOO_MANY_REQUESTS,
            "localhost gets too many requests: slowly"),
        of(
            "a permission that is missing",
            DEVICE,
            Reply.json(403, "{\"errors\":[{\"detail\":\"device:read\"}]}"),
            MisbehaviourTest::device,
            PlatformProblem.FORBIDDEN,
            "The account may not do this at localhost: device:read"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isToldInTheRightWordsAndLosesNothing(Case each) {
    try (Account account = new Account(Account.limits(Duration.ofSeconds(30)))) {
      account.server.connect(PUMP.hex(), "uuid-1", "localhost:1/edge/1", 1);
      Tokens before = account.session().tokens();
      each.script().accept(account.server);

      PlatformException failure = Account.failure(each.call().apply(account));

      assertThat(failure.getMessage()).isEqualTo(each.words());
      assertThat(failure.problem()).isEqualTo(each.problem());
      assertThat(account.session().tokens()).isEqualTo(before);
      if (each.problem() == PlatformProblem.SESSION_EXPIRED) {
        assertThat(account.session().state()).isEqualTo(SessionState.EXPIRED);
        account.session().resume(Tokens.of(account.server.issueAccessToken()));
      }
      assertThat(Account.get(account.session().device(PUMP)).title()).isEqualTo("pump-1");
    }
  }
}
