package dev.portolan.transport.dial;

import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates exceptions of the network or a proxy into messages for the user. */
final class DialFailures {
  private static final Pattern PROXY_STATUS =
      Pattern.compile("status: ([1-5][0-9]{2})( [^\\r\\n]*)?");

  private DialFailures() {}

  /**
   * The message for a failed TCP connect.
   *
   * @param name the host as the user wrote it
   */
  static EdgeException connect(
      String name, InetSocketAddress address, Throwable cause, boolean proxy, Duration limit) {
    String where = name + " (" + shown(address) + ")";
    SocketFailure failure = SocketFailure.of(cause);
    if (proxy) {
      String sentence =
          failure == SocketFailure.REFUSED
              ? "The proxy " + where + " does not accept connections."
              : "The proxy " + where + " cannot be reached: " + SocketFailure.words(cause) + ".";
      return new EdgeException(Problem.PROXY_UNREACHABLE, sentence, cause);
    }
    return switch (failure) {
      case TIMED_OUT ->
          new EdgeException(
              Problem.CONNECT_TIMEOUT,
              where + " did not answer within " + LimitWords.of(limit) + ".",
              cause);
      case REFUSED ->
          new EdgeException(Problem.CONNECT_REFUSED, where + " refused the connection.", cause);
      case NETWORK_UNREACHABLE, NETWORK_DOWN, NO_SUCH_FAMILY, NOT_LOCAL ->
          new EdgeException(
              Problem.NETWORK_UNREACHABLE,
              "This computer has no way to " + where + ": " + SocketFailure.words(cause) + ".",
              cause);
      case HOST_UNREACHABLE ->
          new EdgeException(Problem.HOST_UNREACHABLE, where + " cannot be reached.", cause);
      case HOST_DOWN -> new EdgeException(Problem.HOST_UNREACHABLE, where + " is down.", cause);
      case NOT_PERMITTED ->
          new EdgeException(
              Problem.CONNECT_NOT_PERMITTED,
              "This computer does not permit a connection to " + where + ".",
              cause);
      case IN_USE, TOO_MANY_FILES, NO_MEMORY, RESET, ABORTED, CLOSED, TOO_LONG, TLS, OTHER ->
          new EdgeException(
              Problem.CONNECT_FAILED,
              "The connection to " + where + " failed: " + SocketFailure.words(cause) + ".",
              cause);
    };
  }

  static EdgeException connectTimeout(String name, boolean proxy, Duration limit) {
    String silence = name + " did not answer within " + LimitWords.of(limit) + ".";
    return proxy
        ? new EdgeException(Problem.PROXY_UNREACHABLE, "The proxy " + silence)
        : new EdgeException(Problem.CONNECT_TIMEOUT, silence);
  }

  /** The message for a refusal by a proxy. */
  static EdgeException proxy(Proxy proxy, String target, Throwable cause) {
    if (cause instanceof HttpProxyConnectException answer) {
      Matcher matcher = PROXY_STATUS.matcher(String.valueOf(cause.getMessage()));
      if (matcher.find()) {
        String phrase = matcher.group(2);
        return refusal(
            proxy,
            target,
            Integer.parseInt(matcher.group(1)),
            phrase == null ? "" : phrase.strip(),
            answer.headers());
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

  /** The message for an HTTP status of a proxy, with the proxy's own words. */
  private static EdgeException refusal(
      Proxy proxy, String target, int status, String phrase, @Nullable HttpHeaders headers) {
    if (status != 407) {
      return new EdgeException(
          Problem.PROXY_REFUSED,
          "The proxy " + proxy + " refused to connect to " + target + " (" + status + ").",
          status,
          phrase);
    }
    List<String> schemes =
        headers == null
            ? List.of()
            : headers.getAll(HttpHeaderNames.PROXY_AUTHENTICATE).stream()
                .map(challenge -> challenge.strip().split("[\\s,]", 2)[0])
                .distinct()
                .toList();
    boolean basic = schemes.isEmpty() || schemes.stream().anyMatch("Basic"::equalsIgnoreCase);
    String sentence =
        basic
            ? proxy.user() == null
                ? " wants a user name and password (407)."
                : " does not accept the user name and password (407)."
            : " wants a way to sign in that is not supported: "
                + String.join(", ", schemes)
                + " (407).";
    return new EdgeException(
        Problem.PROXY_UNAUTHORIZED, "The proxy " + proxy + sentence, status, phrase);
  }

  private static String words(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }

  /** IP address with port, never a name from a reverse lookup. */
  static String shown(InetSocketAddress address) {
    String host =
        address.getAddress() == null
            ? address.getHostString()
            : address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
