package dev.portolan.app.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How many files and connections this process may have open, where the system has a limit. */
final class OpenFiles {
  /** For an edge, whose devices may be more than it knows yet. */
  static final long ENOUGH = 4_096;

  /** What the program has open by itself: its jars, event loops, files that it watches. */
  static final long OWN = 128;

  private OpenFiles() {}

  /**
   * A sentence if they may become too few for an edge.
   *
   * @param devices how many it knows; each may have a client that has a connection for it alone
   */
  static Optional<String> edgeWarning(int devices) {
    return edgeWarning(limit(), devices);
  }

  static Optional<String> edgeWarning(long limit, int devices) {
    return warning(
        limit,
        Math.max(ENOUGH, OWN + 2L * devices),
        "devices and clients, one for each"
            + (devices == 0 ? "" : "; this edge knows " + devices + " devices"));
  }

  /**
   * A sentence if they may become too few for a device.
   *
   * @param streams how many its edge may open at once
   */
  static Optional<String> deviceWarning(int streams) {
    return deviceWarning(limit(), streams);
  }

  static Optional<String> deviceWarning(long limit, int streams) {
    return warning(
        limit, OWN + streams, "of the " + streams + " tunnels and shells that it may have at once");
  }

  private static Optional<String> warning(long limit, long wanted, String what) {
    if (limit >= wanted) {
      return Optional.empty();
    }
    return Optional.of(
        "this process may have only "
            + limit
            + " files and connections open, enough for about "
            + Math.max(0, limit - OWN)
            + " "
            + what
            + ". Raise that with 'ulimit -n 65536' before it is started, or LimitNOFILE=65536 in"
            + " its systemd unit.");
  }

  /** The limit of this process; {@link Long#MAX_VALUE} without one. */
  private static long limit() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return Long.MAX_VALUE;
    }
    long limit = unix.getMaxFileDescriptorCount();
    return limit <= 0 ? Long.MAX_VALUE : limit; // unlimited is the largest unsigned number
  }
}
