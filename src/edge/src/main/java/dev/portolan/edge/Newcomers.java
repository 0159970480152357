package dev.portolan.edge;

import dev.portolan.transport.problem.Notices;
import java.net.SocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Limits unauthenticated connections by their source address: each costs a TLS handshake and
 * buffers. Thread-safe.
 */
final class Newcomers {

  /** Most concurrent ones, of some ten kilobytes each. */
  static final int MOST = 2_048;

  /** The part that a single address cannot use. */
  static final int RESERVED = 256;

  private final FairShares shares = new FairShares(MOST, RESERVED);
  private final Notices notices;
  private final LongAdder refused = new LongAdder();

  Newcomers(Notices notices) {
    this.notices = notices;
  }

  /**
   * Counts an accepted connection.
   *
   * @return releases it, to be run once; null if there are too many
   */
  @Nullable Runnable enter(@Nullable SocketAddress remote) {
    String from = SourceNetwork.of(remote);
    if (shares.take(from, 1) == FairShares.Answer.GIVEN) {
      return () -> shares.release(from, 1);
    }
    refused.increment();
    notices.tell(
        "newcomers",
        "too many connections from "
            + from
            + " have not said who they are: new ones from there are closed");
    return null;
  }

  /** How many were refused so far. */
  long refusedCount() {
    return refused.sum();
  }

  /** The present number. */
  int count() {
    return shares.total();
  }
}
