package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void readsAndWritesAPin() {
    assertThat(Trust.Pin.parse(" SHA256:" + HEX.toUpperCase(Locale.ROOT) + "\n"))
        .isEqualTo(new Trust.Pin(HEX))
        .hasToString("sha256:" + HEX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:00", "sha1:00", "0123456789abcdef"})
  void rejectsInvalidPin(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trust.Pin.parse(text))
        .withMessage("a pin is sha256: and 64 hexadecimal digits");
  }

  @Test
  void readsAuthoritiesFromAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("ca.pem");
    Files.writeString(
        file,
        "a comment\n"
            + TestCertificates.AUTHORITY.getCertificatePEM()
            + TestCertificates.LOCALHOST.getCertificatePEM());

    assertThat(Trust.Authorities.ofPem(file).certificates())
        .containsExactly(
            TestCertificates.AUTHORITY.getCertificate(),
            TestCertificates.LOCALHOST.getCertificate());
  }

  @Test
  void reportsMissingFile(@TempDir Path folder) {
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> Trust.Authorities.ofPem(folder.resolve("none")))
        .returns(Problem.CA_FILE_UNREADABLE, EdgeException::problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA"
      })
  void reportsMissingCertificate(String pem) {
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> Trust.Authorities.ofPem(pem))
        .returns(Problem.CA_FILE_INVALID, EdgeException::problem);
  }

  @Test
  void aFileWithoutAnEndIsTooLarge() {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless));
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> Trust.Authorities.ofPem(endless))
        .withMessageContaining("it is far too large");
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> ClientIdentity.ofPem(endless, endless))
        .withMessageContaining("it is far too large");
  }

  @Test
  void loadsSystemAuthorities() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Trust.Authorities(List.of()));
  }

  @Test
  void aTextOfCertificatesHasAtMost8MebibytesOfCharacters() throws Exception {
    String certificate = Pem.of(TestCertificates.LOCALHOST.getCertificate());
    int padding = (8 << 20) - certificate.length();
    assertThat(Pem.certificates(" ".repeat(padding) + certificate)).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pem.certificates(" ".repeat(padding + 1) + certificate))
        .withMessage("it is far too large");
  }
}
