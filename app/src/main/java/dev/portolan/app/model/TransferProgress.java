package dev.portolan.app.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a transfer is.
 *
 * @param bytes bytes of files so far
 * @param total bytes of files in all; {@link #UNKNOWN} if that is not known
 * @param rate smoothed bytes per second
 * @param file the file that it is at; may be empty
 */
public record TransferProgress(long bytes, long total, long rate, String file) {
  /** Total of a transfer whose size is not known. */
  public static final long UNKNOWN = -1;

  /** Nothing yet. */
  public static final TransferProgress NONE = new TransferProgress(0, UNKNOWN, 0, "");

  public TransferProgress {
    Objects.requireNonNull(file, "file");
  }

  /** The part that is done, from 0 to 1; empty if the total is not known. */
  public Optional<Double> part() {
    if (total < 0) {
      return Optional.empty();
    }
    return Optional.of(total == 0 ? 1 : Math.clamp((double) bytes / total, 0, 1));
  }

  /** The time that is left at this rate; empty if that cannot be told. */
  public Optional<Duration> left() {
    if (total < 0 || rate <= 0 || bytes > total) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Math.ceilDiv(total - bytes, rate)));
  }
}
