package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Current status of a transfer.
 *
 * @param phase its state
 * @param reason why, in one sentence; may be empty
 * @param attempt number of the next attempt while retrying, else 0
 * @param retryAt when that attempt starts, if one is scheduled
 */
public record TransferStatus(
    TransferPhase phase, String reason, int attempt, @Nullable Instant retryAt) {

  public TransferStatus {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(reason, "reason");
    if (attempt < 0) {
      throw new IllegalArgumentException("Counts cannot be negative");
    }
  }

  public static TransferStatus of(TransferPhase phase) {
    return of(phase, "");
  }

  public static TransferStatus of(TransferPhase phase, String reason) {
    return new TransferStatus(phase, reason, 0, null);
  }

  public static TransferStatus retrying(String reason, int attempt, Instant retryAt) {
    return new TransferStatus(TransferPhase.RETRYING, reason, attempt, retryAt);
  }
}
