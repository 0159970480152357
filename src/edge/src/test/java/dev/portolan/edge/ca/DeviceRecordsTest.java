package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.edge.DeviceId;
import dev.portolan.transport.tls.KeyKind;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRecordsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final CertificateAuthority authority =
      CertificateAuthority.create("Test authority", Duration.ofDays(100), () -> now);
  private final PublicKey key = KeyKind.newP256().getPublic();

  private DeviceRecords records() {
    return new DeviceRecords(folder, () -> now);
  }

  private X509Certificate certificate(Duration validity) {
    return authority.clientCertificate("kiosk-7", key, validity);
  }

  private static String id(X509Certificate certificate) {
    return DeviceId.of(certificate);
  }

  @Test
  void theNewestCertificateOfADeviceComesFirst() throws IOException {
    X509Certificate older = certificate(DAY);
    X509Certificate newer = certificate(DAY);
    records().add(older);
    records().add(newer);

    assertThat(records().of(id(older))).containsExactly(newer, older);
    assertThat(records().count()).as("devices").isEqualTo(1);
  }

  @Test
  void aCertificateIsKeptUntilItsEnd() throws IOException {
    X509Certificate older = certificate(DAY);
    X509Certificate newer = certificate(DAY.multipliedBy(3));
    records().add(older);

    now = now.plus(DAY).minusMillis(1);
    assertThat(records().of(id(older))).containsExactly(older);
    now = now.plusMillis(1);
    assertThat(records().of(id(older))).isEmpty();
    records().add(newer);
    now = now.minus(DAY);
    assertThat(records().of(id(older))).as("what the file holds").containsExactly(newer);
  }

  @Test
  void whatADeviceNeverGotIsForgottenAndNothingElse() throws IOException {
    X509Certificate older = certificate(DAY);
    X509Certificate newer = certificate(DAY);
    records().add(older);
    records().add(newer);

    records().remove(newer);
    assertThat(records().of(id(older))).containsExactly(older);
    records().remove(older);
    records().remove(older);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoRecordInTheFolderIsNotRead() throws IOException {
    X509Certificate one = authority.client("one", DAY).certificate();
    X509Certificate two = authority.client("two", DAY).certificate();
    records().add(one);
    records().add(two);
    Files.writeString(folder.resolve(".new-1.pem"), "half of one");
    Files.writeString(folder.resolve("note.txt"), "not one");

    assertThat(records().count()).isEqualTo(2);
    assertThat(records().all()).isEqualTo(Map.of(id(one), List.of(one), id(two), List.of(two)));
  }

  @Test
  void aDeviceThatNobodyKnowsHasNone() throws IOException {
    assertThat(records().of("0".repeat(64))).isEmpty();
    assertThat(records().count()).isZero();
    assertThat(records().all()).isEmpty();
  }

  @Test
  void aDamagedRecordIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("0".repeat(64) + ".pem"), "nonsense");

    assertThatThrownBy(() -> records().of("0".repeat(64)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " cannot be used: ");
  }

  @Test
  void aDeviceHasTheNameThatItWasInvitedBy() throws Exception {
    assertThat(DeviceRecords.name(certificate(DAY))).isEqualTo("kiosk-7");
    assertThat(
            DeviceRecords.name(
                new CertificateBuilder()
                    .subject("O=Elsewhere")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned()
                    .getCertificate()))
        .isEqualTo("O=Elsewhere");
  }
}
