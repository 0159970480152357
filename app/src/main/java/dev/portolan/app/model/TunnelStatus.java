package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Current status of a tunnel.
 *
 * @param phase its state
 * @param reason why, in one sentence; may be empty
 * @param open number of open connections
 * @param attempt number of the next attempt while retrying, else 0
 * @param retryAt when that attempt starts, if one is scheduled
 */
public record TunnelStatus(
    TunnelPhase phase, String reason, int open, int attempt, @Nullable Instant retryAt) {

  /** Status of a tunnel that is switched off. */
  public static final TunnelStatus OFF = of(TunnelPhase.OFF);

  public TunnelStatus {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(reason, "reason");
    if (open < 0 || attempt < 0) {
      throw new IllegalArgumentException("Counts cannot be negative");
    }
  }

  public static TunnelStatus of(TunnelPhase phase) {
    return new TunnelStatus(phase, "", 0, 0, null);
  }

  public static TunnelStatus of(TunnelPhase phase, String reason) {
    return new TunnelStatus(phase, reason, 0, 0, null);
  }

  public static TunnelStatus inUse(int open) {
    return new TunnelStatus(TunnelPhase.IN_USE, "", open, 0, null);
  }

  public static TunnelStatus retrying(String reason, int attempt, Instant retryAt) {
    return new TunnelStatus(TunnelPhase.RETRYING, reason, 0, attempt, retryAt);
  }
}
