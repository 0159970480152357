package dev.portolan.app.lab;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority whose key is kept in memory only. The JDK has no public API to create
 * certificates, and a library for it is larger than the rest of the lab.
 */
final class CertificateAuthority {
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final byte DIGITAL_SIGNATURE = (byte) 0x80;
  private static final byte CERTIFICATE_AND_CRL_SIGN = 0x06;

  /** Long, because a lab's folder may be kept. */
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** Tolerance for clock skew. */
  private static final Duration EARLIER = Duration.ofHours(1);

  private final SecureRandom random = new SecureRandom();
  private final Instant now;
  private final X500Principal name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  CertificateAuthority(String commonName, Instant now) {
    this.now = now;
    this.name = new X500Principal("CN=" + commonName);
    this.keys = newKeys();
    this.certificate =
        sign(
            name,
            keys.getPublic(),
            extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))),
            extension(KEY_USAGE, true, Der.bits(1, CERTIFICATE_AND_CRL_SIGN)));
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** A server identity for these names and addresses. */
  Identity server(String commonName, List<String> hosts) {
    List<byte[]> names = new ArrayList<>();
    for (String host : hosts) {
      names.add(alternativeName(host));
    }
    return issue(
        commonName,
        "1.3.6.1.5.5.7.3.1",
        extension(ALTERNATIVE_NAMES, false, Der.sequence(names.toArray(new byte[0][]))));
  }

  /** A client identity. */
  Identity client(String commonName) {
    return issue(commonName, "1.3.6.1.5.5.7.3.2");
  }

  private Identity issue(String commonName, String purpose, byte[]... more) {
    KeyPair own = newKeys();
    List<byte[]> extensions = new ArrayList<>(List.of(more));
    extensions.add(extension(BASIC_CONSTRAINTS, true, Der.sequence()));
    extensions.add(extension(KEY_USAGE, true, Der.bits(7, DIGITAL_SIGNATURE)));
    extensions.add(extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(purpose))));
    X509Certificate issued =
        sign(
            new X500Principal("CN=" + commonName),
            own.getPublic(),
            extensions.toArray(new byte[0][]));
    return new Identity(issued, own.getPrivate());
  }

  private X509Certificate sign(X500Principal subject, PublicKey key, byte[]... extensions) {
    List<byte[]> all = new ArrayList<>(List.of(extensions));
    all.add(extension(SUBJECT_KEY, false, Der.octets(keyIdentifier(key))));
    all.add(
        extension(
            AUTHORITY_KEY, false, Der.sequence(Der.implicit(0, keyIdentifier(keys.getPublic())))));
    byte[] unsigned =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(126, random).add(BigInteger.ONE)),
            ECDSA_WITH_SHA256,
            name.getEncoded(),
            Der.sequence(Der.time(now.minus(EARLIER)), Der.time(now.plus(VALIDITY))),
            subject.getEncoded(),
            key.getEncoded(),
            Der.explicit(3, Der.sequence(all.toArray(new byte[0][]))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate(), random);
      signature.update(unsigned);
      byte[] signed = Der.sequence(unsigned, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign a certificate", e);
    }
  }

  private static byte[] extension(String id, boolean critical, byte[] content) {
    return critical
        ? Der.sequence(Der.oid(id), Der.bool(true), Der.octets(content))
        : Der.sequence(Der.oid(id), Der.octets(content));
  }

  private static byte[] alternativeName(String host) {
    boolean address =
        host.contains(":") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    try {
      return address
          ? Der.implicit(7, InetAddress.getByName(host).getAddress())
          : Der.implicit(2, host.getBytes(StandardCharsets.US_ASCII));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + host, e);
    }
  }

  private static byte[] keyIdentifier(PublicKey key) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  private KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  /** A certificate with its private key. */
  record Identity(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
      return certificate.getSubjectX500Principal().getName();
    }
  }
}
