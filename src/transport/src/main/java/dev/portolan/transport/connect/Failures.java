package dev.portolan.transport.connect;

import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words what the network, a proxy or TLS said in exceptions. */
final class Failures {
  private static final Pattern PROXY_STATUS = Pattern.compile("status: ([1-5][0-9]{2})");

  private Failures() {}

  /**
   * A TCP connection that could not be made.
   *
   * @param name what the address belongs to, as the user wrote it
   */
  static EdgeException connect(
      String name, InetSocketAddress address, Throwable cause, boolean proxy, Duration limit) {
    String where = name + " (" + shown(address) + ")";
    if (proxy) {
      return new EdgeException(
          Problem.PROXY_UNREACHABLE, "The proxy " + where + " does not accept connections.", cause);
    }
    String text = words(cause);
    if (cause instanceof ConnectTimeoutException || text.contains("timed out")) {
      return new EdgeException(
          Problem.CONNECT_TIMEOUT,
          where + " did not answer within " + LimitWords.of(limit) + ".",
          cause);
    }
    if (text.contains("refused")) {
      return new EdgeException(Problem.CONNECT_REFUSED, where + " refused the connection.", cause);
    }
    if (text.contains("network is unreachable")) {
      return new EdgeException(
          Problem.NETWORK_UNREACHABLE, "This computer has no way to " + where + ".", cause);
    }
    if (cause instanceof NoRouteToHostException
        || text.contains("no route")
        || text.contains("unreachable")) {
      return new EdgeException(Problem.HOST_UNREACHABLE, where + " cannot be reached.", cause);
    }
    if (text.contains("permission denied") || text.contains("not permitted")) {
      return new EdgeException(
          Problem.CONNECT_NOT_PERMITTED,
          "This computer does not permit a connection to " + where + ".",
          cause);
    }
    return new EdgeException(
        Problem.CONNECT_FAILED, "The connection to " + where + " failed.", cause);
  }

  static EdgeException connectTimeout(String name, boolean proxy, Duration limit) {
    String silence = name + " did not answer within " + LimitWords.of(limit) + ".";
    return proxy
        ? new EdgeException(Problem.PROXY_UNREACHABLE, "The proxy " + silence)
        : new EdgeException(Problem.CONNECT_TIMEOUT, silence);
  }

  /** A proxy that did not let through. */
  static EdgeException proxy(Proxy proxy, String target, Throwable cause) {
    if (cause instanceof HttpProxyConnectException) {
      Matcher matcher = PROXY_STATUS.matcher(String.valueOf(cause.getMessage()));
      int status = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
      if (status == 407) {
        return new EdgeException(
            Problem.PROXY_UNAUTHORIZED,
            "The proxy " + proxy + " wants a user name and password (407).",
            status,
            "");
      }
      if (status != 0) {
        return new EdgeException(
            Problem.PROXY_REFUSED,
            "The proxy " + proxy + " refused to connect to " + target + " (" + status + ").",
            status,
            "");
      }
    }
    String text = words(cause);
    if (cause instanceof ProxyConnectException && text.contains("auth")) {
      return new EdgeException(
          Problem.PROXY_UNAUTHORIZED,
          "The proxy " + proxy + " does not accept the user name and password.",
          cause);
    }
    boolean socks = !(cause instanceof HttpProxyConnectException);
    if (socks && cause instanceof ProxyConnectException && text.contains("status")) {
      return new EdgeException(
          Problem.PROXY_REFUSED,
          "The proxy " + proxy + " refused to connect to " + target + ".",
          cause);
    }
    return new EdgeException(
        Problem.PROXY_FAILED,
        "The proxy " + proxy + " did not open the way to " + target + ".",
        cause);
  }

  /**
   * A TLS handshake that failed for another reason than the edge's certificate, or what came after
   * it.
   */
  static EdgeException tls(
      String host, Throwable thrown, boolean showedCertificate, Duration limit) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      EdgeException known = tlsCause(host, cause, showedCertificate, limit);
      if (known != null) {
        return known;
      }
    }
    return new EdgeException(
        Problem.TLS_FAILED, "The TLS handshake with " + host + " failed.", thrown);
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
      // Not with the cause: its message holds what the peer sent.
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
        return new EdgeException(
            Problem.TLS_VERSION, host + " offers neither TLS 1.3 nor TLS 1.2.", cause);
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
      return new EdgeException(
          Problem.TLS_VERSION, host + " offers neither TLS 1.3 nor TLS 1.2.", cause);
    }
    if (cause instanceof ClosedChannelException || text.contains("connection reset")) {
      return new EdgeException(
          Problem.TLS_CLOSED, host + " closed the connection during the TLS handshake.");
    }
    return null;
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
   * Whether a handshake may have failed because BoringSSL does not offer what the edge's key needs:
   * the edge then breaks off, or shows its certificate all the same.
   */
  static boolean mayBeTheKeyKind(Throwable thrown) {
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

  /** Whether TLS itself speaks, and not only a broken connection. */
  static boolean isTls(Throwable thrown) {
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

  /** Address and port, never a name from a lookup. */
  static String shown(InetSocketAddress address) {
    String host =
        address.getAddress() == null
            ? address.getHostString()
            : address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
