package dev.portolan.edge;

import dev.portolan.transport.problem.Notices;
import io.netty.util.concurrent.Ticker;

/**
 * For tests of what has nothing to do with certificates of devices. A request for one is refused in
 * the same call, so that it cannot meet the test on another thread.
 */
final class NoEnrolment {

  private NoEnrolment() {}

  static EnrolmentDesk desk() {
    Ticker ticker = Ticker.systemTicker();
    return new EnrolmentDesk(
        Enrolment.NONE,
        new GuessBrake(ticker),
        new Notices(sentence -> {}, ticker),
        (secret, id) -> {},
        Runnable::run);
  }

  static InvitationDesk invitations(Authenticator authenticator) {
    Ticker ticker = Ticker.systemTicker();
    return new InvitationDesk(
        Enrolment.NONE,
        authenticator,
        new GuessBrake(ticker),
        new Notices(sentence -> {}, ticker),
        sentence -> {});
  }
}
