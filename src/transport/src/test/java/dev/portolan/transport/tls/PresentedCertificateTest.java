package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is shown of a certificate, which anybody may have written. */
class PresentedCertificateTest {

  private static CertificateBuilder certificate(String subject) {
    return new CertificateBuilder().ecp256().subject(subject).setIsCertificateAuthority(true);
  }

  private static PresentedCertificate shown(CertificateBuilder builder) throws Exception {
    return shown(builder.buildSelfSigned());
  }

  private static PresentedCertificate shown(X509Bundle bundle) {
    return new PresentedCertificate(List.of(bundle.getCertificate()), "TLSv1.3", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CN=Edge, O=Test         | Edge
          O=Test, CN=Edge         | Edge
          O=Test, OU=Unit         | Test
          OU=Unit, C=NO           | OU=Unit,C=NO
          CN=a\\0A\\1Bb           | a
          """)
  void isCalledByItsCommonNameOrItsOrganisation(String subject, String name) throws Exception {
    assertThat(shown(certificate(subject)).subject()).isEqualTo(name);
  }

  @Test
  void saysWhoIssuedItAndUntilWhen() throws Exception {
    X509Bundle authority = certificate("CN=Authority").buildSelfSigned();
    PresentedCertificate shown =
        shown(
            certificate("CN=Edge")
                .notBefore(Instant.parse("2026-01-01T00:00:00Z"))
                .notAfter(Instant.parse("2027-01-31T23:59:59Z"))
                .buildIssuedBy(authority));
    assertThat(shown.subject()).isEqualTo("Edge");
    assertThat(shown.issuer()).isEqualTo("Authority");
    assertThat(shown.origin()).isEqualTo("issued by Authority, valid until 2027-01-31");
  }

  @Test
  void namesItsHostsAndNothingElse() throws Exception {
    assertThat(shown(certificate("CN=Edge")).hosts()).isEmpty();
    assertThat(
            shown(
                    certificate("CN=Edge")
                        .addSanRfc822Name("someone@edge.test")
                        .addSanDnsName("edge.test")
                        .addSanUriName("https://uri.test/")
                        .addSanIpAddress("192.0.2.1"))
                .hosts())
        .containsExactly("edge.test", "192.0.2.1");
  }

  @Test
  void namesAtMostTwentyHosts() throws Exception {
    for (int count : new int[] {19, 20, 21}) {
      CertificateBuilder builder = certificate("CN=Edge");
      IntStream.range(0, count).forEach(i -> builder.addSanDnsName("edge" + i + ".test"));
      assertThat(shown(builder).hosts()).hasSize(Math.min(count, 20)).startsWith("edge0.test");
    }
  }
}
