package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an edge showed of itself in a TLS handshake, for a person to judge.
 *
 * @param chain its certificates, leaf first; the edge has proven that it holds the leaf's key
 * @param protocol the TLS version
 * @param problem why the chosen trust does not accept it, or null where it does
 */
public record PresentedCertificate(
    List<X509Certificate> chain, String protocol, @Nullable EdgeException problem) {
  /** Keeps a copy of the chain. */
  public PresentedCertificate {
    chain = List.copyOf(chain);
  }

  /** The edge's own certificate. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The pin of the edge's key. */
  public Trust.Pin pin() {
    return Trust.Pin.of(leaf());
  }

  /** Whom the certificate is for, in a few cleaned words. */
  public String subject() {
    return CertificateWords.name(leaf().getSubjectX500Principal());
  }

  /** Who issued it, in a few cleaned words. */
  public String issuer() {
    return CertificateWords.name(leaf().getIssuerX500Principal());
  }

  /** Who issued it and until when it is valid, in a few cleaned words. */
  public String origin() {
    return CertificateWords.origin(leaf());
  }

  /** The host names and addresses it is for, cleaned. */
  public List<String> hosts() {
    return CertificateWords.hosts(leaf());
  }
}
