package dev.portolan.app.model;

/**
 * A snapshot of a tunnel's counters.
 *
 * @param open open connections
 * @param total all connections since the tunnel was switched on
 * @param bytesDown bytes from the device
 * @param bytesUp bytes to the device
 * @param rateDown bytes per second from the device
 * @param rateUp bytes per second to the device
 * @param dropped datagrams dropped since the tunnel was switched on; 0 for TCP
 */
public record Traffic(
    int open, long total, long bytesDown, long bytesUp, long rateDown, long rateUp, long dropped) {
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);

  public Traffic {
    if (Math.min(open, total) < 0
        || Math.min(bytesDown, bytesUp) < 0
        || Math.min(rateDown, rateUp) < 0
        || dropped < 0) {
      throw new IllegalArgumentException("Traffic cannot be negative");
    }
  }

  /** Adds two snapshots. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        open + other.open,
        total + other.total,
        bytesDown + other.bytesDown,
        bytesUp + other.bytesUp,
        rateDown + other.rateDown,
        rateUp + other.rateUp,
        dropped + other.dropped);
  }
}
