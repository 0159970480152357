package dev.portolan.edge.ca;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** When a certificate is to be replaced. */
public final class Renewal {
  private static final Duration BEFORE_THE_END = Duration.ofDays(30);

  private Renewal() {}

  /** Whether the certificate ends within 30 days. */
  public static boolean isDue(X509Certificate certificate, Instant now) {
    return certificate.getNotAfter().toInstant().isBefore(now.plus(BEFORE_THE_END));
  }
}
