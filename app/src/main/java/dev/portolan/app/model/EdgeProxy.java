package dev.portolan.app.model;

import java.net.URI;
import java.net.URISyntaxException;

/** How an edge is reached: by a proxy or directly. */
public sealed interface EdgeProxy {
  /** By the proxy that the environment of this program names, if it names one. */
  record Environment() implements EdgeProxy {}

  /** Directly, whatever the environment says. */
  record Direct() implements EdgeProxy {}

  /**
   * By a proxy of its own.
   *
   * @param url its address, with a user but never with a password
   */
  record Server(String url) implements EdgeProxy {
    public Server {
      if (url.isBlank()) {
        throw new IllegalArgumentException("The proxy's address is missing");
      }
      try {
        String credentials = new URI(url).getRawUserInfo();
        if (credentials != null && credentials.indexOf(':') >= 0) {
          throw new IllegalArgumentException("A proxy's password does not belong in its address");
        }
      } catch (URISyntaxException odd) {
        // without the cause, which quotes the address
        throw new IllegalArgumentException("The proxy's address is not a URL");
      }
    }
  }
}
