package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;

/**
 * The certificate an edge shows, for a person to judge.
 *
 * @param subject whom it names
 * @param issuer who signed it
 * @param notBefore valid from
 * @param notAfter valid until
 * @param fingerprint SHA-256 of the certificate, hex pairs with colons, as other programs show it
 * @param pin what trusting this very key means: {@code sha256:} and 64 hex digits
 */
public record EdgeCertificate(
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String fingerprint,
    String pin) {
  public EdgeCertificate {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(pin, "pin");
  }
}
