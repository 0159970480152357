package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an edge's certificate by the chosen {@link Trust}. Keeps the presented chain and the
 * reason of a refusal for the user.
 *
 * <p>One per connection, so that no state of an earlier one matters. Called on the event loop;
 * results may be read by any thread.
 */
public final class EdgeTrustManager extends X509ExtendedTrustManager {
  private final String host;
  private final Trust trust;
  private final @Nullable X509ExtendedTrustManager authorities;
  private final boolean lookOnly;
  private volatile List<X509Certificate> chain = List.of();
  private volatile @Nullable EdgeException problem;

  /**
   * Creates a trust manager. May block to read the system's authorities.
   *
   * @param lookOnly whether to accept any certificate, because nothing will be sent
   * @throws EdgeException if the authorities cannot be read
   */
  public EdgeTrustManager(String host, Trust trust, boolean lookOnly) throws EdgeException {
    this.host = host;
    this.trust = trust;
    this.lookOnly = lookOnly;
    this.authorities =
        switch (trust) {
          case Trust.Pin pin -> null;
          case Trust.System system -> SystemAuthorities.load();
          case Trust.Authorities listed -> listed(listed);
        };
  }

  private static X509ExtendedTrustManager listed(Trust.Authorities listed) throws EdgeException {
    try {
      return SystemAuthorities.trustManager(SystemAuthorities.storeOf(listed));
    } catch (GeneralSecurityException | IOException e) {
      throw new EdgeException(Problem.CA_FILE_INVALID, Problem.CA_FILE_INVALID.summary(), e);
    }
  }

  /**
   * The presented certificate, null before the handshake.
   *
   * @param protocol the TLS version
   */
  public @Nullable PresentedCertificate presented(String protocol) {
    return chain.isEmpty() ? null : new PresentedCertificate(chain, protocol, problem);
  }

  /** Why the certificate was refused, or null. */
  public @Nullable EdgeException problem() {
    return problem;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String method, SSLEngine engine)
      throws CertificateException {
    chain = List.of(certificates);
    try {
      check(certificates, method, engine);
    } catch (EdgeException e) {
      problem = e;
      if (!lookOnly) {
        throw new CertificateException(e.getMessage(), e);
      }
    }
  }

  private void check(X509Certificate[] certificates, String method, SSLEngine engine)
      throws EdgeException {
    X509Certificate leaf = certificates[0];
    if (trust instanceof Trust.Pin pin) {
      Trust.Pin seen = Trust.Pin.of(leaf);
      if (!seen.equals(pin)) {
        throw new EdgeException(
            Problem.PIN_MISMATCH, host + " shows another key than the pinned one: " + seen + ".");
      }
      return;
    }
    if (authorities == null) {
      throw new IllegalStateException("only a pin goes without authorities");
    }
    checkDates(leaf);
    try {
      authorities.checkServerTrusted(certificates, method);
    } catch (CertificateException e) {
      throw chainProblem(leaf, e);
    }
    try {
      authorities.checkServerTrusted(certificates, method, engine);
    } catch (CertificateException e) {
      throw nameProblem(leaf, e);
    }
  }

  private void checkDates(X509Certificate leaf) throws EdgeException {
    try {
      leaf.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new EdgeException(
          Problem.CERTIFICATE_EXPIRED,
          "The certificate of "
              + host
              + " expired on "
              + CertificateText.day(leaf.getNotAfter().toInstant())
              + ".",
          e);
    } catch (CertificateNotYetValidException e) {
      throw new EdgeException(
          Problem.CERTIFICATE_NOT_YET_VALID,
          "The certificate of "
              + host
              + " is not valid before "
              + CertificateText.day(leaf.getNotBefore().toInstant())
              + ".",
          e);
    }
  }

  private EdgeException chainProblem(X509Certificate leaf, CertificateException cause) {
    CertPathValidatorException.Reason reason = reasonOf(cause);
    String shown = "The certificate of " + host + " (" + CertificateText.origin(leaf) + ") ";
    if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
      return new EdgeException(
          Problem.CERTIFICATE_WEAK, shown + "uses a method that is no longer safe.", cause);
    }
    if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
      return new EdgeException(
          Problem.CERTIFICATE_INVALID,
          shown + "has an authority whose own certificate is not valid today.",
          cause);
    }
    if (reason == BasicReason.REVOKED || reason == BasicReason.INVALID_SIGNATURE) {
      return new EdgeException(
          Problem.CERTIFICATE_INVALID, shown + "was revoked or is forged.", cause);
    }
    if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
      return new EdgeException(
          Problem.CERTIFICATE_SELF_SIGNED,
          "The certificate of "
              + host
              + " is signed by itself only (valid until "
              + CertificateText.day(leaf.getNotAfter().toInstant())
              + ").",
          cause);
    }
    return new EdgeException(
        Problem.CERTIFICATE_UNTRUSTED,
        shown + "comes from an authority that is not trusted here.",
        cause);
  }

  private EdgeException nameProblem(X509Certificate leaf, CertificateException cause) {
    if (reasonOf(cause) != null) {
      return chainProblem(leaf, cause);
    }
    List<String> hosts = CertificateText.hosts(leaf);
    String names =
        hosts.isEmpty()
            ? "no host"
            : String.join(", ", hosts.subList(0, Math.min(3, hosts.size())))
                + (hosts.size() > 3 ? " and others" : "");
    return new EdgeException(
        Problem.CERTIFICATE_WRONG_HOST,
        "The certificate shown by " + host + " is for " + names + ".",
        cause);
  }

  private static CertPathValidatorException.@Nullable Reason reasonOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathValidatorException path) {
        return path.getReason();
      }
    }
    return null;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String method)
      throws CertificateException {
    throw new CertificateException("the connection is not known");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String method, Socket socket)
      throws CertificateException {
    throw new CertificateException("the connection is not known");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String method)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String method, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String method, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
