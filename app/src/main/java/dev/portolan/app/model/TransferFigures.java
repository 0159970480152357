package dev.portolan.app.model;

import java.time.Duration;

/**
 * What a transfer that has come was.
 *
 * @param entries how many files, folders and links
 * @param took how long its last attempt took, with its pauses
 * @param rate bytes per second meanwhile
 */
public record TransferFigures(int entries, Duration took, long rate) {
  /** Of one that has not come. */
  public static final TransferFigures NONE = new TransferFigures(0, Duration.ZERO, 0);
}
