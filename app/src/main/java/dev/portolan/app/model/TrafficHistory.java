package dev.portolan.app.model;

import dev.portolan.app.model.WrittenBy.Owner;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/** The transfer rates of the last minute, sampled once a second. */
public final class TrafficHistory {
  /** Number of samples. */
  public static final int SAMPLES = 60;

  private final long[] down = new long[SAMPLES];
  private final long[] up = new long[SAMPLES];
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");

  /** Adds a sample in bytes per second. The oldest one is dropped. */
  @WrittenBy({Owner.STORE, Owner.SESSION})
  public void add(long downRate, long upRate) {
    System.arraycopy(down, 1, down, 0, SAMPLES - 1);
    System.arraycopy(up, 1, up, 0, SAMPLES - 1);
    down[SAMPLES - 1] = downRate;
    up[SAMPLES - 1] = upRate;
    revision.set(revision.get() + 1);
  }

  /** Bytes per second from the device; index 0 is the oldest sample. */
  public long down(int index) {
    return down[index];
  }

  /** Bytes per second to the device; index 0 is the oldest sample. */
  public long up(int index) {
    return up[index];
  }

  /** The highest sample in either direction, at least 1. */
  public long peak() {
    long peak = 1;
    for (int i = 0; i < SAMPLES; i++) {
      peak = Math.max(peak, Math.max(down[i], up[i]));
    }
    return peak;
  }

  /** Incremented with every sample. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }
}
