package dev.portolan.edge.ca;

import dev.portolan.edge.DeviceId;
import dev.portolan.edge.Enrolment;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Gives certificates to devices that were invited, and to those that have one from here. */
final class FolderEnrolment implements Enrolment {
  static final Duration VALIDITY = Duration.ofDays(365);

  private final CertificateAuthority authority;
  private final Invitations invitations;
  private final DeviceRecords records;
  private final TrustSource trusted;
  private final Inviter inviter;
  private final InstantSource clock;

  /** Whom to trust at this moment. */
  @FunctionalInterface
  interface TrustSource {
    TrustedDevices now() throws IOException;
  }

  /** Invites a device by its name. */
  @FunctionalInterface
  interface Inviter {
    DeviceInvitation invite(String device) throws IOException;
  }

  FolderEnrolment(
      CertificateAuthority authority,
      Invitations invitations,
      DeviceRecords records,
      TrustSource trusted,
      Inviter inviter,
      InstantSource clock) {
    this.authority = authority;
    this.invitations = invitations;
    this.records = records;
    this.trusted = trusted;
    this.inviter = inviter;
    this.clock = clock;
  }

  @Override
  public boolean invites() {
    return true;
  }

  @Override
  public synchronized DeviceInvitation invite(String device) throws IOException {
    return inviter.invite(device);
  }

  @Override
  public synchronized Answer enrol(EnrolRequest request) throws IOException {
    Optional<Invitation> invitation = invitations.find(request.secret());
    if (invitation.isEmpty()) {
      return wrongCode();
    }
    // Kept before the invitation is used up, so that a full disk costs nobody the code.
    X509Certificate issued =
        authority.clientCertificate(invitation.get().device(), request.key(), VALIDITY);
    records.add(issued);
    boolean taken = false;
    try {
      taken = invitations.take(request.secret());
    } finally {
      if (!taken) {
        records.remove(issued);
      }
    }
    return taken ? new Answer.Issued(issued) : wrongCode();
  }

  private static Answer wrongCode() {
    return new Answer.Refused(
        Refusal.WRONG_CODE, "the code is wrong, was used already, or has expired");
  }

  @Override
  public synchronized Answer renew(List<X509Certificate> chain) throws IOException {
    String refusal = trusted.now().refusal(chain);
    if (refusal != null) {
      return new Answer.Refused(Refusal.NOT_TRUSTED, refusal);
    }
    X509Certificate old = chain.getFirst();
    // A device that did not get the last answer gets the same one again.
    Optional<X509Certificate> given =
        records.of(DeviceId.of(old)).stream()
            .filter(kept -> !Renewal.isDue(kept, clock.instant()))
            .findFirst();
    if (given.isPresent()) {
      return new Answer.Issued(given.get());
    }
    X509Certificate issued =
        authority.clientCertificate(DeviceRecords.name(old), old.getPublicKey(), VALIDITY);
    records.add(issued);
    return new Answer.Issued(issued);
  }
}
