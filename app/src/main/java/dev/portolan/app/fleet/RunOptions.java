package dev.portolan.app.fleet;

import java.time.Duration;

/**
 * How a command is run on several devices.
 *
 * @param atOnce on how many at once, 1 to {@value #MOST_AT_ONCE}
 * @param limit how long it may take on each
 * @param absent what becomes of devices that are not connected
 */
public record RunOptions(int atOnce, Duration limit, Absence absent) {
  /** Most devices at once. */
  public static final int MOST_AT_ONCE = 100;

  /** What becomes of devices that are not connected. */
  public enum Absence {
    /** They count as failed at once. */
    TELL,
    /** The command waits for them, until it is cancelled. */
    WAIT
  }

  public RunOptions {
    if (atOnce < 1 || atOnce > MOST_AT_ONCE || !limit.isPositive()) {
      throw new IllegalArgumentException("a run is on 1 to 100 devices at once, within a time");
    }
  }
}
