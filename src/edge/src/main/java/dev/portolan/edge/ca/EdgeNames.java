package dev.portolan.edge.ca;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names and addresses by which an edge is reached, as its certificate has them.
 *
 * @param hosts at least one, the one for addresses first
 */
public record EdgeNames(List<String> hosts) {
  private static final int MOST = 32;
  private static final int MAX_NAME = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern DIGITS = Pattern.compile("(?:.*\\.)?[0-9]+");

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException with half a sentence
   */
  public EdgeNames {
    hosts = hosts.stream().map(EdgeNames::checked).distinct().toList();
    if (hosts.isEmpty() || hosts.size() > MOST) {
      throw new IllegalArgumentException("an edge has from 1 to " + MOST + " names");
    }
  }

  /** Those of a certificate. */
  static EdgeNames of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return new EdgeNames(
          names == null
              ? List.of()
              : names.stream().map(name -> String.valueOf(name.get(1))).toList());
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("the names in the edge's certificate cannot be read", e);
    }
  }

  private static String checked(String host) {
    String name = host.strip();
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (NetUtil.isValidIpV4Address(name)
        || (NetUtil.isValidIpV6Address(name) && !name.contains("%"))) {
      return name;
    }
    try {
      name = // IDN fails in another way where it is far too long
          name.length() > MAX_NAME
              ? ""
              : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      name = "";
    }
    if (name.length() > MAX_NAME
        || !NAME.matcher(name).matches()
        || DIGITS.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + printable(host) + "' is neither a host name nor an address");
    }
    return name;
  }

  private static String printable(String text) {
    String shown = text.replaceAll("[^ -~]", "?");
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }

  /** The first name as it stands in an address. */
  public String first() {
    String host = hosts.getFirst();
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
