package dev.portolan.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways to sign in to a management server.
 *
 * <p>Any thread may call; nothing blocks. Futures fail with a {@link PlatformException}, and
 * complete on threads that must not be blocked.
 */
public final class SignIn {
  /** The least wait between two questions (RFC 8628), also for servers that name less. */
  static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

  static final Duration MAX_INTERVAL = Duration.ofSeconds(60);
  private static final long MAX_LIFE_SECONDS = 3_600;
  private static final Pattern USER_CODE = Pattern.compile("[A-Za-z0-9-]{1,32}");

  private final Calls calls;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler;

  SignIn(Calls calls, InstantSource clock, ScheduledExecutorService scheduler) {
    this.calls = calls;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** Signs in by e-mail and password. */
  public CompletableFuture<SignInStep> byPassword(String email, Secret password) {
    List<Secret> secrets = List.of(password);
    return calls
        .send(
            calls.postJson("/api/v2/login", Map.of("email", email, "password", password.value())),
            new Flight())
        .thenCompose(answer -> settle(() -> afterPassword(answer, secrets)));
  }

  private SignInStep afterPassword(Answer answer, List<Secret> secrets) throws PlatformException {
    JsonObject body = JsonObject.read(answer.body());
    String challenge = body == null ? "" : body.text("challenge");
    // It comes with the status of an error.
    if (!challenge.isEmpty() && answer.status() < 500) {
      return new SignInStep.SecondFactor(secret(challenge, "challenge"));
    }
    if (isRefusal(answer)) {
      throw PlatformException.withWords(
          PlatformProblem.CREDENTIALS_REFUSED,
          "E-mail address or password is wrong",
          ServerWords.of(answer.body(), secrets));
    }
    return new SignInStep.Done(tokens(answer, "token", secrets));
  }

  /**
   * Asks for the code of a second factor; an e-mail is sent if that is the provider.
   *
   * @param challenge from {@link SignInStep.SecondFactor}
   * @return the challenge for {@link #bySecondFactor}
   */
  public CompletableFuture<Secret> requestCode(Secret challenge, SecondFactorProvider provider) {
    List<Secret> secrets = List.of(challenge);
    return calls
        .send(
            calls.postJson(
                "/api/v2/challenge-get",
                Map.of("challenge", challenge.value(), "preferProvider", provider.wireName())),
            new Flight())
        .thenCompose(
            answer -> settle(() -> secret(body(answer, secrets).text("challenge"), "challenge")));
  }

  /**
   * Signs in by the code of a second factor.
   *
   * @param challenge from {@link #requestCode}
   */
  public CompletableFuture<Tokens> bySecondFactor(Secret challenge, Secret code) {
    List<Secret> secrets = List.of(challenge, code);
    return calls
        .send(
            calls.postJson(
                "/api/v2/challenge-verify",
                Map.of("challenge", challenge.value(), "code", code.value())),
            new Flight())
        .thenCompose(answer -> settle(() -> afterCode(answer, secrets)));
  }

  private Tokens afterCode(Answer answer, List<Secret> secrets) throws PlatformException {
    if (isRefusal(answer)) {
      throw PlatformException.withWords(
          PlatformProblem.CODE_REFUSED,
          "The code is wrong or too old",
          ServerWords.of(answer.body(), secrets));
    }
    return tokens(answer, "token", secrets);
  }

  private static boolean isRefusal(Answer answer) {
    return switch (answer.status()) {
      case 400, 401, 403, 422 -> true;
      default -> false;
    };
  }

  /** Begins a sign-in in the browser. */
  public CompletableFuture<DeviceCode> requestDeviceCode() {
    return calls
        .send(calls.postForm("/oauth2/devicecode", ""), new Flight())
        .thenCompose(answer -> settle(() -> deviceCode(body(answer, List.of()))));
  }

  private DeviceCode deviceCode(JsonObject body) throws PlatformException {
    Secret code = secret(body.text("device_code"), "device code");
    String userCode = body.text("user_code");
    if (!USER_CODE.matcher(userCode).matches()) {
      throw calls.failures().nonsense("has no code to compare");
    }
    URI page = page(body.text("verification_uri"));
    if (page == null) {
      throw calls.failures().nonsense("has no page to approve the sign-in");
    }
    Long life = body.number("expires_in");
    if (life == null || life < 1) {
      throw calls.failures().nonsense("does not say how long its code is valid");
    }
    Long interval = body.number("interval");
    long seconds =
        Math.clamp(
            interval == null ? 0 : interval, MIN_INTERVAL.toSeconds(), MAX_INTERVAL.toSeconds());
    return new DeviceCode(
        code,
        userCode,
        page,
        clock.instant().plusSeconds(Math.min(life, MAX_LIFE_SECONDS)),
        Duration.ofSeconds(seconds));
  }

  private static @Nullable URI page(String text) {
    try {
      URI page = new URI(text);
      boolean safe =
          "https".equalsIgnoreCase(page.getScheme())
              && page.getHost() != null
              && page.getRawUserInfo() == null
              && text.length() <= 2_048;
      return safe ? page : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /**
   * Waits until a sign-in is approved in the browser, declined or too old. Faults of the network or
   * the server on the way only slow it down. Cancelling the future ends it.
   */
  public CompletableFuture<Tokens> awaitApproval(DeviceCode code) {
    return new ApprovalPoll(this, code, clock, scheduler).start();
  }

  /** Asks once whether a sign-in is approved. */
  CompletableFuture<Answer> askForApproval(DeviceCode code, Flight flight) {
    String form =
        "grant_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:grant-type:device_code", StandardCharsets.UTF_8)
            + "&device_code="
            + URLEncoder.encode(code.code().value(), StandardCharsets.UTF_8);
    return calls.send(calls.postForm("/oauth2/token", form), flight);
  }

  /** The tokens of an answer. */
  Tokens approved(Answer answer, DeviceCode code) throws PlatformException {
    return tokens(answer, "access_token", List.of(code.code()));
  }

  /** What an answer without tokens stands for. */
  PlatformException notApproved(Answer answer, DeviceCode code) {
    return calls.failures().refusal(answer, List.of(code.code()));
  }

  private Tokens tokens(Answer answer, String name, List<Secret> secrets) throws PlatformException {
    JsonObject body = body(answer, secrets);
    Secret access = secret(body.text(name), "token");
    String refresh = body.text("refresh_token");
    try {
      return new Tokens(access, refresh.isEmpty() ? RefreshCookie.in(answer) : Secret.of(refresh));
    } catch (IllegalArgumentException e) {
      throw calls.failures().nonsense("has a token that cannot be used");
    }
  }

  private JsonObject body(Answer answer, List<Secret> secrets) throws PlatformException {
    return calls.failures().object(answer, secrets);
  }

  private Secret secret(String text, String what) throws PlatformException {
    try {
      return Secret.of(text);
    } catch (IllegalArgumentException e) {
      throw calls.failures().nonsense("has no " + what);
    }
  }

  /** A step that reads an answer. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws PlatformException;
  }

  static <T> CompletableFuture<T> settle(Step<T> step) {
    try {
      return CompletableFuture.completedFuture(step.take());
    } catch (PlatformException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
