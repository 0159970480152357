package dev.portolan.app.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The URL of an edge from an untrusted source.
 *
 * @param uri an https URL without user info, query or fragment
 */
public record EdgeAddress(URI uri) {
  private static final int HTTPS = 443;

  public EdgeAddress {
    if (!"https".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("is not of the form https://host:port/path");
    }
  }

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException with the reason, as a sentence without its subject
   */
  public static EdgeAddress parse(String text) {
    try {
      return new EdgeAddress(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is none", e);
    }
  }

  /** Whether a configured URL is equivalent. */
  public boolean isAt(String address) {
    try {
      return sameForm(new URI(address.strip())).equals(sameForm());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The normalized form: equal for all equivalent URLs. */
  public String sameForm() {
    return sameForm(uri);
  }

  private static String sameForm(URI address) {
    int port = address.getPort() < 0 ? HTTPS : address.getPort();
    String path = String.valueOf(address.getRawPath()).replaceFirst("/+$", "");
    return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT)
        + ":"
        + port
        + path;
  }
}
