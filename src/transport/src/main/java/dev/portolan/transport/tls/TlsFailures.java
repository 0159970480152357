package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Translates TLS exceptions into messages for the user. */
public final class TlsFailures {
  private TlsFailures() {}

  /**
   * The message for a failed handshake, or a later TLS error, not caused by the edge's certificate.
   *
   * @param showedCertificate whether this side presented one
   * @param limit the handshake timeout
   */
  public static EdgeException of(
      String host, Throwable thrown, boolean showedCertificate, Duration limit) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      EdgeException known = tlsCause(host, cause, showedCertificate, limit);
      if (known != null) {
        return known;
      }
    }
    String handshake = "The TLS handshake with " + host + " failed";
    return new EdgeException(
        Problem.TLS_FAILED,
        handshake + (isTls(thrown) ? "." : ": " + SocketFailure.words(thrown) + "."),
        thrown);
  }

  private static @Nullable EdgeException tlsCause(
      String host, Throwable cause, boolean showedCertificate, Duration limit) {
    if (cause instanceof SslHandshakeTimeoutException) {
      return new EdgeException(
          Problem.TLS_TIMEOUT,
          host + " did not finish the TLS handshake within " + LimitWords.of(limit) + ".");
    }
    String text = words(cause).replace('_', ' ');
    if (cause instanceof NotSslRecordException
        || text.contains("wrong version number")
        || text.contains("http request")
        || text.contains("plaintext connection")) {
      // without the cause, whose message quotes what the peer sent
      return new EdgeException(
          Problem.TLS_NOT_SPOKEN, "What answers at " + host + " does not speak TLS.");
    }
    if (text.contains("certificate required")) {
      return clientCertificate(host, showedCertificate, cause);
    }
    if (text.contains("alert")) {
      if (text.contains("handshake failure")) {
        return new EdgeException(
            showedCertificate
                ? Problem.CLIENT_CERTIFICATE_REFUSED
                : Problem.CLIENT_CERTIFICATE_REQUIRED,
            host
                + " broke off the TLS handshake, probably because it wants "
                + (showedCertificate ? "another" : "a")
                + " client certificate.",
            cause);
      }
      if (text.contains("protocol version")) {
        return noCommonVersion(host, cause);
      }
      if (text.contains("bad certificate")
          || text.contains("unknown ca")
          || text.contains("certificate unknown")
          || text.contains("certificate expired")
          || text.contains("certificate revoked")
          || text.contains("unsupported certificate")
          || text.contains("access denied")) {
        return clientCertificate(host, showedCertificate, cause);
      }
    }
    if (text.contains("unsupported protocol") || text.contains("no appropriate protocol")) {
      return noCommonVersion(host, cause);
    }
    if (SocketFailure.of(cause).brokeOff()) {
      return new EdgeException(
          Problem.TLS_CLOSED, host + " closed the connection during the TLS handshake.");
    }
    return null;
  }

  private static EdgeException noCommonVersion(String host, Throwable cause) {
    return new EdgeException(
        Problem.TLS_VERSION, host + " offers neither TLS 1.3 nor TLS 1.2.", cause);
  }

  private static EdgeException clientCertificate(String host, boolean shown, Throwable cause) {
    return shown
        ? new EdgeException(
            Problem.CLIENT_CERTIFICATE_REFUSED,
            host + " does not accept the client certificate.",
            cause)
        : new EdgeException(
            Problem.CLIENT_CERTIFICATE_REQUIRED, host + " wants a client certificate.", cause);
  }

  /**
   * Whether a handshake may have failed because BoringSSL does not support the edge's kind of key.
   * The edge then aborts the handshake, or presents its certificate all the same.
   */
  public static boolean mayBeTheKeyKind(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String text = words(cause).replace('_', ' ');
      if (text.contains("handshake failure")
          || text.contains("alert internal error")
          || text.contains("wrong signature type")
          || text.contains("bad ecc cert")
          || text.contains("wrong curve")
          || text.contains("unknown certificate type")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the error is one of TLS, not just a lost connection. */
  public static boolean isTls(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private static String words(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }
}
