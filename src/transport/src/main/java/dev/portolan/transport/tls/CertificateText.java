package dev.portolan.transport.tls;

import dev.portolan.transport.message.RemoteText;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Describes a certificate in a few words. Its content is hostile until it is trusted. */
public final class CertificateText {
  private static final int MAX_NAME_CHARS = 80;
  private static final int MAX_HOSTS = 20;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateText() {}

  /** The common name, else the organisation, else the full name. */
  public static String name(X500Principal principal) {
    String full = principal.getName();
    String found = "";
    try {
      for (Rdn rdn : new LdapName(full).getRdns()) {
        boolean wanted =
            rdn.getType().equalsIgnoreCase("CN")
                || (rdn.getType().equalsIgnoreCase("O") && found.isEmpty());
        if (wanted && rdn.getValue() instanceof String value) {
          found = value;
        }
      }
    } catch (InvalidNameException e) {
      found = "";
    }
    String name = RemoteText.clean(found.isEmpty() ? full : found, MAX_NAME_CHARS);
    return name.isEmpty() ? "nobody" : name;
  }

  /** The day in UTC, as {@code 2026-01-31}. */
  static String day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** Issuer and expiry. */
  static String origin(X509Certificate certificate) {
    return "issued by "
        + name(certificate.getIssuerX500Principal())
        + ", valid until "
        + day(certificate.getNotAfter().toInstant());
  }

  /** The host names and addresses it is valid for. */
  static List<String> hosts(X509Certificate certificate) {
    List<String> hosts = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return List.of();
      }
      for (List<?> name : names) {
        boolean host =
            name.getFirst() instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS);
        if (host && name.get(1) instanceof String value && hosts.size() < MAX_HOSTS) {
          hosts.add(RemoteText.clean(value, MAX_NAME_CHARS));
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return hosts;
  }
}
