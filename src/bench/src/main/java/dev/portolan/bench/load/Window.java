package dev.portolan.bench.load;

import java.time.Duration;

/**
 * One measurement of one peer.
 *
 * @param length its length
 * @param processes CPU and memory of the peer
 */
public record Window(Duration length, Meter processes) {

  /** Reads the resource use of a peer's processes. */
  public interface Meter {
    /** CPU seconds of the client since its start. */
    double clientCpuSeconds();

    /** CPU seconds of all processes since their start. */
    double allCpuSeconds();

    /** Resident memory of the client, in MB. */
    double clientRssMegabytes();

    /** Makes the client release unused memory, if possible. */
    void collectGarbage();
  }

  long nanos() {
    return length.toNanos();
  }
}
