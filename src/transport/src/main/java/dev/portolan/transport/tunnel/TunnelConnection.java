package dev.portolan.transport.tunnel;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.relay.RelayMeter;
import java.net.SocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection through a tunnel: a TCP connection, or the datagrams of one local sender. Readable
 * from any thread.
 */
public final class TunnelConnection implements RelayMeter {
  private final TrafficMeter total;
  private final SocketAddress from;
  private final Instant since;
  private volatile long bytesUp;
  private volatile long bytesDown;
  private volatile @Nullable HostPort target;
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

  /** The address of the local program. */
  public SocketAddress from() {
    return from;
  }

  /** The service that the program asked for; null if the tunnel leads to one only. */
  public @Nullable HostPort target() {
    return target;
  }

  void leadsTo(HostPort asked) {
    target = asked;
  }

  /** When it was opened. */
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
  @SuppressWarnings("NonAtomicVolatileUpdate") // each direction is counted by one event loop
  public void up(int bytes) {
    bytesUp += bytes;
    total.up(bytes);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // each direction is counted by one event loop
  public void down(int bytes) {
    bytesDown += bytes;
    total.down(bytes);
  }

  void ended(Instant at, String reason) {
    end = new End(at, reason);
  }
}
