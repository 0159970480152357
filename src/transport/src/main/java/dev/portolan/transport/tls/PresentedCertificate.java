package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that an edge presented in a TLS handshake, for display.
 *
 * @param chain the certificates, leaf first; the edge has proven possession of the leaf's key
 * @param protocol the TLS version
 * @param problem why the chosen trust refuses it, or null if it does not
 */
public record PresentedCertificate(
    List<X509Certificate> chain, String protocol, @Nullable EdgeException problem) {
  /** Copies the chain. */
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

  /** The subject, sanitised. */
  public String subject() {
    return CertificateText.name(leaf().getSubjectX500Principal());
  }

  /** The issuer, sanitised. */
  public String issuer() {
    return CertificateText.name(leaf().getIssuerX500Principal());
  }

  /** Issuer and expiry, sanitised. */
  public String origin() {
    return CertificateText.origin(leaf());
  }

  /** The host names and addresses it is valid for, sanitised. */
  public List<String> hosts() {
    return CertificateText.hosts(leaf());
  }
}
