package dev.portolan.edge.ca;

import dev.portolan.transport.tls.KeyKind;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority with a key on P-256. The JDK has no public way to make a certificate, and
 * a library for it is larger than this package.
 *
 * <p>No certificate of it outlives its own. Safe for any thread.
 */
public final class CertificateAuthority {
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String CRL_NUMBER = "2.5.29.20";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final byte DIGITAL_SIGNATURE = (byte) 0x80;
  private static final byte CERTIFICATE_AND_CRL_SIGN = 0x06;

  /** Clocks differ. */
  private static final Duration EARLIER = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final InstantSource clock;
  private final PrivateKey key;
  private final X509Certificate certificate;

  private CertificateAuthority(X509Certificate certificate, PrivateKey key, InstantSource clock) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
  }

  /** A new authority with a new key. */
  public static CertificateAuthority create(
      String commonName, Duration validity, InstantSource clock) {
    KeyPair keys = KeyKind.newP256();
    X500Principal name = new X500Principal("CN=" + commonName);
    Instant now = clock.instant();
    byte[] signed =
        sign(
            keys.getPrivate(),
            certificateContent(
                name,
                keys.getPublic(),
                now.minus(EARLIER),
                now.plus(validity),
                name,
                keys.getPublic(),
                List.of(
                    extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))),
                    extension(KEY_USAGE, true, Der.bits(1, CERTIFICATE_AND_CRL_SIGN)))));
    return new CertificateAuthority(parse(signed), keys.getPrivate(), clock);
  }

  /**
   * One that was made before.
   *
   * @throws IllegalArgumentException with half a sentence if the certificate is no authority's, or
   *     the key is not its key
   */
  public static CertificateAuthority of(
      X509Certificate certificate, PrivateKey key, InstantSource clock) {
    if (certificate.getBasicConstraints() < 0) {
      throw new IllegalArgumentException("the certificate is not an authority's");
    }
    try {
      byte[] probe = {1};
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      if (!signature.verify(signatureOf(key, probe))) {
        throw new IllegalArgumentException("the key is not the certificate's");
      }
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new IllegalArgumentException("the key is not one on P-256", e);
    }
    return new CertificateAuthority(certificate, key, clock);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Its private key, for who keeps it. */
  PrivateKey key() {
    return key;
  }

  /** An identity with a new key, for a server that is reached by these names and addresses. */
  public Identity server(String commonName, List<String> hosts, Duration validity) {
    KeyPair keys = KeyKind.newP256();
    return new Identity(
        serverCertificate(commonName, hosts, keys.getPublic(), validity), keys.getPrivate());
  }

  /** An identity with a new key, for one who shows it to servers. */
  public Identity client(String commonName, Duration validity) {
    KeyPair keys = KeyKind.newP256();
    return new Identity(
        clientCertificate(commonName, keys.getPublic(), validity), keys.getPrivate());
  }

  /** A certificate for the key of a server that is reached by these names and addresses. */
  X509Certificate serverCertificate(
      String commonName, List<String> hosts, PublicKey subjectKey, Duration validity) {
    byte[][] names =
        hosts.stream().map(CertificateAuthority::alternativeName).toArray(byte[][]::new);
    return issue(
        commonName,
        subjectKey,
        validity,
        SERVER_AUTH,
        extension(ALTERNATIVE_NAMES, false, Der.sequence(names)));
  }

  /** A certificate for the key of one who shows it to servers. */
  X509Certificate clientCertificate(String commonName, PublicKey subjectKey, Duration validity) {
    return issue(commonName, subjectKey, validity, CLIENT_AUTH);
  }

  private X509Certificate issue(
      String commonName,
      PublicKey subjectKey,
      Duration validity,
      String purpose,
      byte[]... extensions) {
    List<byte[]> all = new ArrayList<>(List.of(extensions));
    all.add(extension(BASIC_CONSTRAINTS, true, Der.sequence()));
    all.add(extension(KEY_USAGE, true, Der.bits(7, DIGITAL_SIGNATURE)));
    all.add(extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(purpose))));
    Instant now = clock.instant();
    Instant last = certificate.getNotAfter().toInstant();
    Instant end = now.plus(validity);
    return parse(
        sign(
            key,
            certificateContent(
                certificate.getSubjectX500Principal(),
                certificate.getPublicKey(),
                now.minus(EARLIER),
                end.isAfter(last) ? last : end,
                new X500Principal("CN=" + commonName),
                subjectKey,
                all)));
  }

  /**
   * A list of certificates of this authority that count no longer.
   *
   * @param serials their serial numbers
   * @param validity how long until there should be a newer list
   */
  X509CRL revoke(Collection<BigInteger> serials, Duration validity) {
    Instant now = clock.instant();
    byte[] when = Der.time(now);
    byte[][] entries =
        serials.stream()
            .map(serial -> Der.sequence(Der.integer(serial), when))
            .toArray(byte[][]::new);
    byte[] extensions =
        Der.explicit(
            0,
            Der.sequence(
                authorityKey(certificate.getPublicKey()),
                extension(CRL_NUMBER, false, Der.integer(BigInteger.valueOf(now.toEpochMilli())))));
    byte[] head =
        Der.join(
            Der.integer(BigInteger.ONE),
            ECDSA_WITH_SHA256,
            certificate.getSubjectX500Principal().getEncoded(),
            when,
            Der.time(now.plus(validity)));
    byte[] signed =
        sign(
            key,
            entries.length == 0
                ? Der.sequence(head, extensions)
                : Der.sequence(head, Der.sequence(entries), extensions));
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot read a revocation list", e);
    }
  }

  private static byte[] certificateContent(
      X500Principal issuer,
      PublicKey issuerKey,
      Instant from,
      Instant until,
      X500Principal subject,
      PublicKey subjectKey,
      List<byte[]> extensions) {
    List<byte[]> all = new ArrayList<>(extensions);
    all.add(extension(SUBJECT_KEY, false, Der.octets(keyIdentifier(subjectKey))));
    all.add(authorityKey(issuerKey));
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(126, RANDOM).add(BigInteger.ONE)),
        ECDSA_WITH_SHA256,
        issuer.getEncoded(),
        Der.sequence(Der.time(from), Der.time(until)),
        subject.getEncoded(),
        subjectKey.getEncoded(),
        Der.explicit(3, Der.sequence(all.toArray(new byte[0][]))));
  }

  private static byte[] authorityKey(PublicKey issuerKey) {
    return extension(AUTHORITY_KEY, false, Der.sequence(Der.implicit(0, keyIdentifier(issuerKey))));
  }

  private static byte[] sign(PrivateKey key, byte[] content) {
    try {
      return Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(0, signatureOf(key, content)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign a certificate", e);
    }
  }

  private static byte[] signatureOf(PrivateKey key, byte[] content)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  private static X509Certificate parse(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot read its own certificate", e);
    }
  }

  private static byte[] extension(String id, boolean critical, byte[] content) {
    return critical
        ? Der.sequence(Der.oid(id), Der.bool(true), Der.octets(content))
        : Der.sequence(Der.oid(id), Der.octets(content));
  }

  private static byte[] alternativeName(String host) {
    return isAddress(host)
        ? Der.implicit(7, InetAddress.ofLiteral(host).getAddress())
        : Der.implicit(2, host.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  private static byte[] keyIdentifier(PublicKey key) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  /** A certificate with its private key. */
  public record Identity(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
      return certificate.getSubjectX500Principal().getName();
    }
  }
}
