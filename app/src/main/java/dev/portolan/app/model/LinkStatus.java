package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Current status of the connection to a device.
 *
 * @param phase its state
 * @param reason why, in one sentence; may be empty
 * @param advice what the user can do about it; may be empty
 * @param attempt number of the next attempt while retrying, else 0
 * @param at when the next attempt starts, or when the connection was established
 */
public record LinkStatus(
    LinkPhase phase, String reason, String advice, int attempt, @Nullable Instant at) {

  /** Status of a connection that is not needed. */
  public static final LinkStatus IDLE = of(LinkPhase.IDLE);

  public LinkStatus {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(advice, "advice");
  }

  public static LinkStatus of(LinkPhase phase) {
    return new LinkStatus(phase, "", "", 0, null);
  }

  public static LinkStatus of(LinkPhase phase, String reason, String advice) {
    return new LinkStatus(phase, reason, advice, 0, null);
  }

  /** Connected since then, but the edge has stopped responding. */
  public static LinkStatus stale(String reason, String advice, Instant since) {
    return new LinkStatus(LinkPhase.STALE, reason, advice, 0, since);
  }

  public static LinkStatus up(Instant since) {
    return new LinkStatus(LinkPhase.UP, "", "", 0, since);
  }
}
