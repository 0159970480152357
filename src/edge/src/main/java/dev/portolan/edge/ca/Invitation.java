package dev.portolan.edge.ca;

import dev.portolan.transport.enrol.InvitationRequest;
import java.time.Instant;

/**
 * The promise of a certificate to one device.
 *
 * @param device the name that will be in its certificate
 * @param until when the promise ends
 */
record Invitation(String device, Instant until) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException with half a sentence
   */
  Invitation {
    InvitationRequest.requireName(device);
  }
}
