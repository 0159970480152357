package dev.portolan.app.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where an edge is, as somebody else wrote it.
 *
 * @param uri an https address without a user, a query or a fragment
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
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong with it, as a sentence without its subject
   */
  public static EdgeAddress parse(String text) {
    try {
      return new EdgeAddress(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is none", e);
    }
  }

  /** Whether an address in the list leads to the same place. */
  public boolean isAt(String address) {
    try {
      return sameForm(new URI(address.strip())).equals(sameForm());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** One text for all addresses that lead to the same place. */
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
