package dev.portolan.smux;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * A bidirectional byte stream of a {@link SmuxSession}, as a Netty channel of {@code ByteBuf}. All
 * events run on the event loop of the session's connection.
 *
 * <ul>
 *   <li>Bytes count as consumed, which opens the peer's window, when they are fired through the
 *       pipeline. With auto-read off they are buffered until {@link #read()}.
 *   <li>A write completes when its bytes were passed to the connection. It is pending while the
 *       peer's window or the connection is full; {@link #isWritable()} reflects that.
 *   <li>When the peer has ended its direction and all data was delivered, a {@code
 *       ChannelInputShutdownEvent} is fired ({@code ALLOW_HALF_CLOSURE} is on by default; without
 *       it the stream closes). Only this event means that the data is complete: a stream that
 *       becomes inactive without it was cut off.
 *   <li>{@link #shutdownOutput()} ends our direction behind all pending writes. {@link #close()}
 *       ends both: flushed data that fits the window is still sent, other writes fail, and data
 *       that still arrives is discarded. {@link #reset} aborts both, so that the peer cannot
 *       mistake partial data for complete data.
 * </ul>
 */
public interface SmuxStream extends DuplexChannel {
  /** The stream's number on the wire, an unsigned 32-bit value. */
  int streamId();

  /** The session that carries this stream. */
  SmuxSession session();

  /**
   * Resets the stream: discards pending data in both directions and sends a reset. A peer that does
   * not support it (see {@link SmuxConfig#peerSupportsReset}) is sent a FIN. No effect on a closed
   * stream. Any thread.
   *
   * @param cause the cause that is sent to the peer
   * @return a future that completes when the stream is closed
   */
  ChannelFuture reset(ResetCause cause);

  /**
   * Why the stream was cut off: a {@link StreamResetException}, or what ended the session. {@code
   * null} while it is open, and if it was closed in order or by us. Set before {@code
   * channelInactive} is fired. Any thread.
   */
  @Nullable Throwable closeCause();
}
