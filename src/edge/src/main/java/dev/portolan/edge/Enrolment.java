package dev.portolan.edge;

import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.InvitationRequest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Gives devices their certificates. Called by several threads at once, each of which may block. */
public interface Enrolment {

  /** An edge that gives none. */
  Enrolment NONE =
      new Enrolment() {
        @Override
        public boolean invites() {
          return false;
        }

        @Override
        public DeviceInvitation invite(String device) {
          throw new IllegalStateException("this edge invites no devices");
        }

        @Override
        public Answer enrol(EnrolRequest request) {
          return new Answer.Refused(Refusal.NOT_OFFERED, "this edge invites no devices");
        }

        @Override
        public Answer renew(List<X509Certificate> chain) {
          return new Answer.Refused(Refusal.NOT_OFFERED, "this edge invites no devices");
        }
      };

  /** Why there is no certificate. */
  enum Refusal {
    NOT_OFFERED,
    WRONG_CODE,
    NOT_TRUSTED
  }

  /** What a device gets. */
  sealed interface Answer {

    /** A certificate. */
    record Issued(X509Certificate certificate) implements Answer {}

    /**
     * None.
     *
     * @param words half a sentence for the device; no secret
     */
    record Refused(Refusal refusal, String words) implements Answer {}
  }

  /** Whether it invites devices at all. */
  boolean invites();

  /**
   * Invites a device.
   *
   * @param device a name as {@link InvitationRequest} has it
   * @throws IOException if it cannot be kept; the client is told only that
   */
  DeviceInvitation invite(String device) throws IOException;

  /**
   * Makes use of an invitation.
   *
   * @param request what has proven that the device holds its key
   * @throws IOException if it cannot be kept; the device is told only that
   */
  Answer enrol(EnrolRequest request) throws IOException;

  /**
   * Gives a device the next certificate for its key.
   *
   * @param chain what the device has proven to hold by TLS, its own certificate first; not empty
   * @throws IOException if it cannot be kept; the device is told only that
   */
  Answer renew(List<X509Certificate> chain) throws IOException;
}
