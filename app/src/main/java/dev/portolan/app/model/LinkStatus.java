package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the connection to a device is doing now.
 *
 * @param phase what it is doing
 * @param reason why, in one sentence; empty where there is nothing to explain
 * @param advice what a person can do about it; may be empty
 * @param attempt which attempt comes next while retrying, else 0
 * @param at when the next attempt starts, or since when the connection is up
 */
public record LinkStatus(
    LinkPhase phase, String reason, String advice, int attempt, @Nullable Instant at) {

  /** The state of a connection that nobody needs. */
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

  /** Up since then, but silent. */
  public static LinkStatus stale(String reason, String advice, Instant since) {
    return new LinkStatus(LinkPhase.STALE, reason, advice, 0, since);
  }

  public static LinkStatus up(Instant since) {
    return new LinkStatus(LinkPhase.UP, "", "", 0, since);
  }
}
