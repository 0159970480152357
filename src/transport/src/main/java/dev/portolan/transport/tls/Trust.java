package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How an edge's certificate is verified. There is deliberately no "trust all". */
public sealed interface Trust {

  /** By the authorities that this computer trusts. */
  @SuppressWarnings("AvoidCommonTypeNames") // read as Trust.System everywhere
  record System() implements Trust {}

  /**
   * By the given authorities only. Chain, dates and host name are checked as usual.
   *
   * @param certificates at least one
   */
  record Authorities(List<X509Certificate> certificates) implements Trust {
    /** Validates that there is at least one. */
    public Authorities {
      certificates = List.copyOf(certificates);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("no authority to trust");
      }
    }

    /**
     * Reads a PEM file.
     *
     * @throws EdgeException if it cannot be read or holds no certificate
     */
    public static Authorities ofPem(Path file) throws EdgeException {
      String pem;
      try {
        pem = Pem.text(file);
      } catch (IOException e) {
        throw new EdgeException(
            Problem.CA_FILE_UNREADABLE, "The authorities file " + file + " cannot be read.", e);
      }
      return ofPem(pem);
    }

    /**
     * Reads PEM text.
     *
     * @throws EdgeException if it holds no certificate
     */
    public static Authorities ofPem(String pem) throws EdgeException {
      try {
        return new Authorities(Pem.certificates(pem));
      } catch (IllegalArgumentException e) {
        throw new EdgeException(
            Problem.CA_FILE_INVALID,
            "The trusted authorities cannot be used: " + e.getMessage() + ".",
            e);
      }
    }

    @Override
    public String toString() {
      return "Authorities[" + certificates.size() + "]";
    }
  }

  /**
   * By the pinned key, regardless of who signed the certificate.
   *
   * <p>A pin replaces the checks of chain, dates and host name. It is for edges with a self-signed
   * certificate. The handshake still proves that the edge holds the key.
   *
   * @param sha256 SHA-256 of the leaf certificate's SubjectPublicKeyInfo, 64 lower-case hex digits
   */
  record Pin(String sha256) implements Trust {
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Validates the form. */
    public Pin {
      if (!HEX.matcher(sha256).matches()) {
        throw new IllegalArgumentException("a pin is sha256: and 64 hexadecimal digits");
      }
    }

    /** Parses {@code sha256:} followed by 64 hex digits of either case. */
    public static Pin parse(String text) {
      String pin = text.strip().toLowerCase(Locale.ROOT);
      if (!pin.startsWith(PREFIX)) {
        throw new IllegalArgumentException("a pin is sha256: and 64 hexadecimal digits");
      }
      return new Pin(pin.substring(PREFIX.length()));
    }

    /** The pin of a certificate's key. */
    public static Pin of(X509Certificate certificate) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return new Pin(
            HexFormat.of().formatHex(digest.digest(certificate.getPublicKey().getEncoded())));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /** The text form, which {@link #parse} reads. */
    @Override
    public String toString() {
      return PREFIX + sha256;
    }
  }
}
