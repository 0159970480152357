package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.edge.DeviceId;
import dev.portolan.edge.Enrolment;
import dev.portolan.edge.Enrolment.Answer;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.tls.KeyKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a certificate, and what is kept of it. */
class FolderEnrolmentTest {
  private static final String SECRET = "0123456789ABCDEFGHJK";

  @TempDir Path scratch;

  /** Certificates are judged by the time of this computer. */
  private Instant now = Instant.now();

  private final PublicKey key = KeyKind.newP256().getPublic();
  private EdgeFolder folder;
  private Enrolment enrolment;

  @BeforeEach
  void init() throws IOException {
    folder =
        EdgeFolder.init(scratch.resolve("edge"), new EdgeNames(List.of("localhost")), () -> now);
    enrolment = folder.enrolment();
  }

  private Answer enrol(InvitationCode code) throws IOException {
    return enrolment.enrol(new EnrolRequest(code.secret(), key));
  }

  private X509Certificate enrolled(String name) throws IOException {
    return issued(enrol(folder.invite(name)));
  }

  private static X509Certificate issued(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Issued.class);
    return ((Answer.Issued) answer).certificate();
  }

  private static void assertRefused(Answer answer, Enrolment.Refusal refusal, String words) {
    assertThat(answer).isEqualTo(new Answer.Refused(refusal, words));
  }

  private static void assertWrongCode(Answer answer) {
    assertRefused(
        answer,
        Enrolment.Refusal.WRONG_CODE,
        "the code is wrong, was used already, or has expired");
  }

  @Test
  void whoIsInvitedIsToldWhereAndForHowLong() throws IOException {
    assertThat(enrolment.invites()).isTrue();
    folder.keepPort(9443);

    DeviceInvitation invitation = enrolment.invite("kiosk-7");

    assertThat(invitation.edge()).isEqualTo(URI.create("https://localhost:9443"));
    assertThat(invitation.validity()).isEqualTo(Duration.ofHours(1));
    assertThat(DeviceRecords.name(issued(enrol(invitation.code())))).isEqualTo("kiosk-7");
  }

  @Test
  void aCodeIsForOneDevice() throws IOException {
    InvitationCode code = folder.invite("kiosk-7");
    assertThat(folder.deviceCount()).isZero();

    X509Certificate certificate = issued(enrol(code));

    assertThat(certificate.getPublicKey()).isEqualTo(key);
    assertThat(certificate.getNotAfter().toInstant())
        .isBetween(now.plus(Duration.ofDays(365)).minusSeconds(1), now.plus(Duration.ofDays(365)));
    assertThat(folder.devices().refusal(List.of(certificate))).isNull();
    assertThat(folder.deviceCount()).isEqualTo(1);
    assertWrongCode(enrol(code));
    assertThat(folder.deviceCount()).as("the device keeps what it has").isEqualTo(1);
  }

  @Test
  void aMadeUpCodeIsNone() throws IOException {
    folder.invite("kiosk-7");

    assertWrongCode(enrolment.enrol(new EnrolRequest(SECRET, key)));
  }

  /** An enrolment whose invitations something happens to just after they were found. */
  private Enrolment withInvitationsThat(Runnable meet) throws IOException {
    CertificateAuthority authority =
        CertificateAuthority.create("Test authority", Duration.ofDays(400), InstantSource.system());
    InstantSource clock =
        () -> {
          meet.run();
          return now;
        };
    Path invitations = Files.createDirectory(scratch.resolve("invitations"));
    Path devices = Files.createDirectory(scratch.resolve("devices"));
    new Invitations(invitations, () -> now)
        .add(SECRET, new Invitation("kiosk-7", now.plusSeconds(1)));
    return new FolderEnrolment(
        authority,
        new Invitations(invitations, clock),
        new DeviceRecords(devices, () -> now),
        () -> TrustedDevices.ofIssuers(authority.certificate()),
        device -> {
          throw new AssertionError("nobody is invited");
        },
        () -> now);
  }

  private Path invitation() {
    return scratch.resolve("invitations").resolve(InvitationCode.hashOf(SECRET));
  }

  @Test
  void whoIsLateByAMomentLeavesNoRecord() throws IOException {
    Enrolment late = withInvitationsThat(() -> assertThat(invitation().toFile().delete()).isTrue());

    assertWrongCode(late.enrol(new EnrolRequest(SECRET, key)));
    assertThat(scratch.resolve("devices")).isEmptyDirectory();
  }

  @Test
  void aCodeThatCannotBeUsedUpLeavesNoRecord() throws IOException {
    Enrolment stuck =
        withInvitationsThat(
            () -> {
              assertThat(invitation().toFile().delete()).isTrue();
              assertThat(invitation().resolve("file").toFile().mkdirs()).isTrue();
            });

    assertThatThrownBy(() -> stuck.enrol(new EnrolRequest(SECRET, key)))
        .isInstanceOf(IOException.class);
    assertThat(scratch.resolve("devices")).isEmptyDirectory();
  }

  @Test
  void aDeviceGetsItsNextCertificateInTheLastThirtyDays() throws IOException {
    now = now.minus(Duration.ofDays(334));
    X509Certificate first = enrolled("kiosk-7");
    now = now.plus(Duration.ofDays(334));
    assertThat(issued(enrolment.renew(List.of(first)))).isEqualTo(first);

    now = now.plus(Duration.ofDays(2));
    X509Certificate next = issued(enrolment.renew(List.of(first)));

    assertThat(next).isNotEqualTo(first);
    assertThat(next.getSubjectX500Principal()).isEqualTo(first.getSubjectX500Principal());
    assertThat(next.getPublicKey()).isEqualTo(key);
    assertThat(next.getNotAfter().toInstant())
        .isBetween(now.plus(Duration.ofDays(365)).minusSeconds(1), now.plus(Duration.ofDays(365)));
    // The answer may have been lost on its way.
    assertThat(issued(enrolment.renew(List.of(first)))).isEqualTo(next);
  }

  @Test
  void aRevokedDeviceOrAStrangerGetsNone() throws IOException {
    X509Certificate stolen = enrolled("stolen");
    folder.revoke(DeviceId.of(stolen));
    X509Certificate stranger =
        CertificateAuthority.create("Elsewhere", Duration.ofDays(1), InstantSource.system())
            .clientCertificate("stranger", key, Duration.ofDays(1));

    assertRefused(
        enrolment.renew(List.of(stolen)),
        Enrolment.Refusal.NOT_TRUSTED,
        "this device's certificate was revoked");
    assertRefused(
        enrolment.renew(List.of(stranger)),
        Enrolment.Refusal.NOT_TRUSTED,
        "this edge does not know this device");
  }
}
