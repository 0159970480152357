package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;

/**
 * The certificate presented by an edge, for the user to check.
 *
 * @param subject subject name
 * @param issuer issuer name
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param fingerprint SHA-256 of the certificate, hex pairs separated by colons
 * @param pin pin of its public key: {@code sha256:} and 64 hex digits
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
