package dev.portolan.platform.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer of a {@link ManagementServer}. */
@FunctionalInterface
public interface Reply {
  /** Sends it. */
  void send(HttpExchange exchange) throws IOException;

  /** JSON, or what should be. */
  static Reply json(int status, String body) {
    return of(status, "application/json", body);
  }

  /** A page for browsers, as proxies send them. */
  static Reply html(int status, String body) {
    return of(status, "text/html", body);
  }

  /** Nothing but a status. */
  static Reply empty(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** This with one more header. */
  default Reply with(String header, String value) {
    return exchange -> {
      exchange.getResponseHeaders().add(header, value);
      send(exchange);
    };
  }

  private static Reply of(int status, String type, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }
}
