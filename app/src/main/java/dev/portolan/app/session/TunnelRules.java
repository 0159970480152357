package dev.portolan.app.session;

import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelStatus;
import java.time.Instant;

/** Derives a tunnel's state from its port and its device's connection. */
final class TunnelRules {
  private TunnelRules() {}

  /** The state of the local port. */
  enum Port {
    OPENING,
    OPEN,
    BUSY,
    FAILED
  }

  /**
   * The state of a tunnel that is switched on.
   *
   * @param portProblem why the port is not open, or empty
   * @param refusal why the last connection was refused at the far end, or empty
   */
  static TunnelStatus status(
      Port port, String portProblem, LinkStatus link, int open, String refusal) {
    if (port == Port.BUSY) {
      return TunnelStatus.of(TunnelPhase.PORT_BUSY, portProblem);
    }
    if (port == Port.FAILED) {
      return TunnelStatus.of(TunnelPhase.FAILED, portProblem);
    }
    return switch (link.phase()) {
      case IDLE, CONNECTING -> TunnelStatus.of(TunnelPhase.CONNECTING);
      case DEVICE_AWAY -> TunnelStatus.of(TunnelPhase.WAITING_FOR_DEVICE, link.reason());
      case STALE -> TunnelStatus.of(TunnelPhase.STALE, link.reason());
      case RETRYING -> retrying(link);
      case NEEDS_LOGIN -> TunnelStatus.of(TunnelPhase.NEEDS_LOGIN, link.reason());
      case FAILED -> TunnelStatus.of(TunnelPhase.FAILED, link.reason());
      case UP -> up(port, open, refusal);
    };
  }

  private static TunnelStatus retrying(LinkStatus link) {
    Instant at = link.at();
    return new TunnelStatus(TunnelPhase.RETRYING, link.reason(), 0, link.attempt(), at);
  }

  private static TunnelStatus up(Port port, int open, String refusal) {
    if (port == Port.OPENING) {
      return TunnelStatus.of(TunnelPhase.CONNECTING);
    }
    if (open > 0) {
      return TunnelStatus.inUse(open);
    }
    return refusal.isEmpty()
        ? TunnelStatus.of(TunnelPhase.LISTENING)
        : TunnelStatus.of(TunnelPhase.DEGRADED, refusal);
  }
}
