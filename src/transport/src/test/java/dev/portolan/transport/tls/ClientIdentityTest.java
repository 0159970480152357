package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientIdentityTest {
  private static byte[] bytes(String name) {
    try (InputStream in = ClientIdentityTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    return new String(bytes(name), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, rsa-pkcs1, RSA",
    "rsa, rsa-pkcs8, RSA",
    "ec, ec-sec1, EC",
    "ec, ec-pkcs8, EC",
    "p521, p521-sec1, EC",
    "ed, ed-pkcs8, EdDSA"
  })
  void readsEachForm(String certificate, String key, String algorithm) throws Exception {
    ClientIdentity identity = ClientIdentity.ofPem(text(certificate + ".crt"), text(key + ".key"));

    assertThat(identity.key().getAlgorithm()).isEqualTo(algorithm);
    assertThat(identity).hasToString("ClientIdentity[CN=throwaway " + certificate + "]");
  }

  @ParameterizedTest
  @CsvSource({"rsa, rsa-pkcs1", "ec, ec-sec1", "p521, p521-sec1", "ed, ed-pkcs8"})
  void readsWhatItWrites(String certificate, String key) throws Exception {
    ClientIdentity first = ClientIdentity.ofPem(text(certificate + ".crt"), text(key + ".key"));

    String written = Pem.of(first.certificate()) + Pem.of(first.key());

    ClientIdentity second = ClientIdentity.ofPem(written, written);
    assertThat(second.chain()).isEqualTo(first.chain());
    assertThat(second.key()).isEqualTo(first.key());
  }

  @Test
  void readsBothFromOneFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("both.pem");
    Files.writeString(file, text("ec-sec1.key") + text("ec.crt"));

    assertThat(ClientIdentity.ofPem(file, file).chain()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.crt, rsa-encrypted-pkcs8.key, IDENTITY_ENCRYPTED",
    "rsa.crt, rsa-encrypted-pkcs1.key, IDENTITY_ENCRYPTED",
    "rsa.crt, ec-pkcs8.key, IDENTITY_MISMATCH",
    "ec.crt, ed-pkcs8.key, IDENTITY_MISMATCH",
    "rsa.crt, rsa.crt, IDENTITY_INVALID",
    "rsa-pkcs8.key, rsa-pkcs8.key, IDENTITY_INVALID",
    "README.txt, rsa-pkcs8.key, IDENTITY_INVALID"
  })
  void reportsErrorWithoutQuotingTheKey(String certificate, String key, Problem problem) {
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.ofPem(text(certificate), text(key)))
        .returns(problem, EdgeException::problem)
        .withMessageNotContaining("MII");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa1024, RSA with 1024 bits",
    "k1, EC on another curve",
    "dsa, DSA",
    "ed448, Ed448",
  })
  void reportsUnsupportedKeyKind(String name, String kind) {
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.ofPem(text(name + ".crt"), text(name + ".key")))
        .returns(Problem.IDENTITY_INVALID, EdgeException::problem)
        .withMessage(
            "The client certificate cannot be used: its key is "
                + kind
                + "; it must be RSA with at least 2048 bits, EC on P-256, P-384 or P-521, or"
                + " Ed25519.");
  }

  @Test
  void aKeyOfTheSameKindIsNotEnough() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    PrivateKey other = generator.generateKeyPair().getPrivate();

    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.of(other, Pem.certificates(text("ec.crt"))))
        .returns(Problem.IDENTITY_MISMATCH, EdgeException::problem);
  }

  /** The kind is the reason to tell, since no signature by such a key could be verified. */
  @Test
  void aKindThatIsNotSupportedIsReportedBeforeTheKeyIsTried() throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance("DSA").generateKeyPair().getPrivate();

    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.of(key, Pem.certificates(text("dsa.crt"))))
        .returns(Problem.IDENTITY_INVALID, EdgeException::problem);
  }

  @Test
  void reportsDamagedKey() {
    String key = "-----BEGIN EC PRIVATE KEY-----\nMAAAAAAA\n-----END EC PRIVATE KEY-----";

    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.ofPem(text("ec.crt"), key))
        .returns(Problem.IDENTITY_INVALID, EdgeException::problem)
        .withMessage("The client key cannot be used: its key is damaged.");
  }

  @Test
  void reportsMissingFile(@TempDir Path folder) {
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.ofPem(folder.resolve("a"), folder.resolve("b")))
        .returns(Problem.IDENTITY_UNREADABLE, EdgeException::problem);
  }

  @Test
  void readsPkcs12(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("ec.p12"), bytes("ec.p12"));

    assertThat(ClientIdentity.ofPkcs12(file, "changeit".toCharArray()).key().getAlgorithm())
        .isEqualTo("EC");
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.ofPkcs12(file, "wrong".toCharArray()))
        .returns(Problem.IDENTITY_UNREADABLE, EdgeException::problem);
  }
}
