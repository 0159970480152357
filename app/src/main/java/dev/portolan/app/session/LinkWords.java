package dev.portolan.app.session;

import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;

/** Converts link states of the engine to states of a device. */
final class LinkWords {
  private LinkWords() {}

  /**
   * The state after {@code before}. During another attempt the last failure stays visible, to avoid
   * flicker.
   */
  static LinkStatus status(LinkState state, LinkStatus before) {
    return switch (state) {
      case LinkState.Idle() -> LinkStatus.of(LinkPhase.CONNECTING);
      case LinkState.Connecting(int attempt) ->
          switch (before.phase()) {
            case RETRYING, DEVICE_AWAY, STALE ->
                new LinkStatus(
                    before.phase() == LinkPhase.STALE ? LinkPhase.RETRYING : before.phase(),
                    before.reason(),
                    before.advice(),
                    attempt,
                    null);
            case IDLE, CONNECTING, UP, NEEDS_LOGIN, FAILED -> LinkStatus.of(LinkPhase.CONNECTING);
          };
      case LinkState.Up(var client, var since) -> LinkStatus.up(since);
      case LinkState.Stale(var client, var since) ->
          LinkStatus.stale(Problem.EDGE_SILENT.summary(), Problem.EDGE_SILENT.advice(), since);
      case LinkState.Waiting(var cause, int attempt, var retryAt) ->
          new LinkStatus(
              cause.problem() == Problem.DEVICE_NOT_CONNECTED
                  ? LinkPhase.DEVICE_AWAY
                  : LinkPhase.RETRYING,
              Words.sentences(cause.getMessage(), ""),
              cause.advice(),
              Math.max(1, attempt),
              retryAt);
      case LinkState.NeedsPerson(var cause) -> failed(cause);
      case LinkState.Closed() -> LinkStatus.IDLE;
    };
  }

  /** Connected to the edge, but the device is not. */
  static LinkStatus away(String edge) {
    return LinkStatus.of(
        LinkPhase.DEVICE_AWAY,
        Words.of("link.device-away", edge),
        Words.of("link.device-away.advice"));
  }

  /** A failure that needs the user. */
  static LinkStatus failed(EdgeException cause) {
    LinkPhase phase =
        cause.problem() == Problem.UPGRADE_UNAUTHORIZED ? LinkPhase.NEEDS_LOGIN : LinkPhase.FAILED;
    return LinkStatus.of(phase, Words.sentences(cause.getMessage(), ""), cause.advice());
  }
}
