package dev.portolan.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a sign-in was approved, at the pace that the server wants (RFC 8628). One question
 * is under way at a time, so the pace needs no lock.
 */
final class ApprovalPoll {
  private static final Duration SLOWER = Duration.ofSeconds(5);

  private final SignIn signIn;
  private final DeviceCode code;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler;
  private final CompletableFuture<Tokens> result = new CompletableFuture<>();
  private final Flight flight = new Flight();
  private volatile Duration interval;

  ApprovalPoll(
      SignIn signIn, DeviceCode code, InstantSource clock, ScheduledExecutorService scheduler) {
    this.signIn = signIn;
    this.code = code;
    this.clock = clock;
    this.scheduler = scheduler;
    this.interval = code.interval();
  }

  CompletableFuture<Tokens> start() {
    result.whenComplete((_, _) -> flight.cancel());
    askLater();
    return result;
  }

  private void askLater() {
    try {
      flight.track(scheduler.schedule(this::ask, interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new PlatformException(PlatformProblem.CLOSED, "The sign-in was closed.", e));
    }
  }

  private void ask() {
    if (result.isDone()) {
      return;
    }
    if (!clock.instant().isBefore(code.expires())) {
      result.completeExceptionally(expired());
      return;
    }
    signIn.askForApproval(code, flight).whenComplete(this::answered);
  }

  private void answered(@Nullable Answer answer, @Nullable Throwable failure) {
    if (result.isDone()) {
      return;
    }
    if (answer == null) {
      unanswered(failure);
    } else if (answer.isSuccess()) {
      try {
        result.complete(signIn.approved(answer, code));
      } catch (PlatformException e) {
        result.completeExceptionally(e);
      }
    } else {
      refused(answer);
    }
  }

  private void unanswered(@Nullable Throwable failure) {
    PlatformException known = failure == null ? null : PlatformException.of(failure);
    if (known == null) {
      result.completeExceptionally(new CancellationException());
      return;
    }
    switch (known.problem()) {
      case UNREACHABLE, TIMED_OUT, BROKEN_OFF -> askLessOften();
      case PROXY_UNSUPPORTED,
          NOT_TRUSTED,
          CREDENTIALS_REFUSED,
          CODE_REFUSED,
          DECLINED,
          APPROVAL_EXPIRED,
          SESSION_EXPIRED,
          SIGNED_OUT,
          FORBIDDEN,
          NOT_FOUND,
          TOO_MANY_REQUESTS,
          REFUSED,
          SERVER_FAILED,
          REDIRECTED,
          TOO_LARGE,
          NOT_UNDERSTOOD,
          CLOSED ->
          result.completeExceptionally(known);
    }
  }

  private void refused(Answer answer) {
    if (answer.status() >= 500 || answer.status() == 429) {
      askLessOften();
      return;
    }
    JsonObject body = JsonObject.read(answer.body());
    switch (body == null ? "" : body.text("error")) {
      case "authorization_pending" -> askLater();
      case "slow_down" -> {
        interval = interval.plus(SLOWER);
        askLater();
      }
      case "authorization_declined", "access_denied" ->
          result.completeExceptionally(
              new PlatformException(
                  PlatformProblem.DECLINED, "The sign-in was declined in the browser."));
      case "expired_token" -> result.completeExceptionally(expired());
      case "bad_verification_code", "invalid_grant" ->
          result.completeExceptionally(
              new PlatformException(
                  PlatformProblem.APPROVAL_EXPIRED,
                  "The server no longer knows the code of this sign-in."));
      default -> result.completeExceptionally(signIn.notApproved(answer, code));
    }
  }

  private void askLessOften() {
    Duration doubled = interval.multipliedBy(2);
    Duration most = interval.compareTo(SignIn.MAX_INTERVAL) > 0 ? interval : SignIn.MAX_INTERVAL;
    interval = doubled.compareTo(most) < 0 ? doubled : most;
    askLater();
  }

  private static PlatformException expired() {
    return new PlatformException(
        PlatformProblem.APPROVAL_EXPIRED, "Nobody approved the sign-in in time.");
  }
}
