package dev.portolan.bench.load;

import java.time.Duration;

/**
 * What one measurement of one peer uses.
 *
 * @param length how long it is measured
 * @param processes CPU and memory of the peer
 */
public record Window(Duration length, Meter processes) {

  /** Reads what the processes of a peer have used. */
  public interface Meter {
    /** CPU seconds of the client since its start. */
    double clientCpuSeconds();

    /** CPU seconds of all processes since their start. */
    double allCpuSeconds();

    /** Resident memory of the client, in MB. */
    double clientRssMegabytes();

    /** Has the client give back the memory that it does not need, where it can be told to. */
    void collectGarbage();
  }

  long nanos() {
    return length.toNanos();
  }
}
