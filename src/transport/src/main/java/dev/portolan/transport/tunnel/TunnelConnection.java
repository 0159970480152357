package dev.portolan.transport.tunnel;

import dev.portolan.transport.relay.RelayMeter;
import java.net.SocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One local program's use of a tunnel: a TCP connection, or the datagrams of one sender. May be
 * read by any thread at any time.
 */
public final class TunnelConnection implements RelayMeter {
  private final TrafficMeter total;
  private final SocketAddress from;
  private final Instant since;
  private volatile long bytesUp;
  private volatile long bytesDown;
  private volatile @Nullable End end;

  /**
   * How a connection ended.
   *
   * @param at when
   * @param reason why, in a few words
   */
  public record End(Instant at, String reason) {}

  TunnelConnection(TrafficMeter total, SocketAddress from, Instant since) {
    this.total = total;
    this.from = from;
    this.since = since;
  }

  /** The local program's address. */
  public SocketAddress from() {
    return from;
  }

  /** When it began. */
  public Instant since() {
    return since;
  }

  /** Bytes towards the device. */
  public long bytesUp() {
    return bytesUp;
  }

  /** Bytes from the device. */
  public long bytesDown() {
    return bytesDown;
  }

  /** How it ended, or null while it is open. */
  public @Nullable End end() {
    return end;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop counts each direction
  public void up(int bytes) {
    bytesUp += bytes;
    total.up(bytes);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop counts each direction
  public void down(int bytes) {
    bytesDown += bytes;
    total.down(bytes);
  }

  void ended(Instant at, String reason) {
    end = new End(at, reason);
  }
}
