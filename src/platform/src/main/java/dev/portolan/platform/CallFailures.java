package dev.portolan.platform;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.tls.TlsFailures;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Translates what a call ended with into a failure with words for the user. */
final class CallFailures {
  private final String host;
  private final PlatformLimits limits;

  CallFailures(String host, PlatformLimits limits) {
    this.host = host;
    this.limits = limits;
  }

  /** The failure of a call without an answer. A cancellation stays one. */
  Throwable of(Throwable thrown) {
    Throwable end = PlatformException.unwrapped(thrown);
    if (end instanceof PlatformException || end instanceof CancellationException) {
      return end;
    }
    for (Throwable cause = end; cause != null; cause = cause.getCause()) {
      if (cause instanceof EdgeException distrust) {
        return new PlatformException(PlatformProblem.NOT_TRUSTED, distrust.getMessage(), end);
      }
      if (cause instanceof UnresolvedAddressException) {
        return new PlatformException(
            PlatformProblem.UNREACHABLE, "The name " + host + " is not known.", end);
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return new PlatformException(
            PlatformProblem.TIMED_OUT,
            host + " did not connect within " + LimitWords.of(limits.connect()) + ".",
            end);
      }
      if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
        return new PlatformException(
            PlatformProblem.TIMED_OUT,
            host + " did not answer within " + LimitWords.of(limits.answer()) + ".",
            end);
      }
    }
    String text = String.valueOf(end.getMessage());
    // The JDK says so in words only, as below.
    if (text.contains("terminated the handshake")) {
      return new PlatformException(
          PlatformProblem.BROKEN_OFF,
          host + " closed the connection during the TLS handshake.",
          end);
    }
    if (end instanceof SSLException && !SocketFailure.of(end).brokeOff()) {
      EdgeException words = TlsFailures.of(host, end, false, limits.connect());
      return new PlatformException(PlatformProblem.NOT_TRUSTED, words.getMessage(), end);
    }
    if (end instanceof ConnectException) {
      // The client tries twice, and then often only knows that its own socket is closed.
      boolean isKnown = SocketFailure.of(end) != SocketFailure.CLOSED;
      return PlatformException.withWords(
          PlatformProblem.UNREACHABLE,
          host + " cannot be reached",
          isKnown ? SocketFailure.words(end) + "." : "");
    }
    if (text.contains("exceeds capacity")) {
      return new PlatformException(
          PlatformProblem.TOO_LARGE,
          "The answer of " + host + " is larger than " + (PlatformLimits.MAX_BODY >> 20) + " MiB.");
    }
    return new PlatformException(
        PlatformProblem.BROKEN_OFF, host + " broke off before its answer was complete.", end);
  }

  /** The failure that an answer other than success stands for. */
  PlatformException refusal(Answer answer, Collection<Secret> secrets) {
    int status = answer.status();
    String words = ServerWords.of(answer.body(), secrets);
    String number = " (" + status + ")";
    if (status >= 300 && status < 400) {
      return new PlatformException(
          PlatformProblem.REDIRECTED,
          host + " sends on to another address, which was not asked" + number + ".");
    }
    if (status >= 500) {
      return PlatformException.withWords(
          PlatformProblem.SERVER_FAILED, host + " has a fault" + number, words);
    }
    return switch (status) {
      case 401, 403 ->
          PlatformException.withWords(
              PlatformProblem.FORBIDDEN, "The account may not do this at " + host, words);
      case 404, 410 ->
          PlatformException.withWords(
              PlatformProblem.NOT_FOUND, host + " does not know what was asked for", words);
      case 429 ->
          PlatformException.withWords(
              PlatformProblem.TOO_MANY_REQUESTS, host + " gets too many requests", words);
      default ->
          PlatformException.withWords(
              PlatformProblem.REFUSED, host + " refused the request" + number, words);
    };
  }

  /**
   * The object in the body of a successful answer.
   *
   * @throws PlatformException if the answer is a refusal, or has no such body
   */
  JsonObject object(Answer answer, Collection<Secret> secrets) throws PlatformException {
    if (!answer.isSuccess()) {
      throw refusal(answer, secrets);
    }
    if (answer.body().length == 0) {
      throw nonsense("is empty");
    }
    JsonObject body = JsonObject.read(answer.body());
    if (body == null) {
      throw nonsense("is not the JSON that was expected");
    }
    return body;
  }

  /**
   * The failure of an answer that lacks something.
   *
   * @param lack such as "has no token"
   */
  PlatformException nonsense(String lack) {
    return new PlatformException(
        PlatformProblem.NOT_UNDERSTOOD, "The answer of " + host + " " + lack + ".");
  }
}
