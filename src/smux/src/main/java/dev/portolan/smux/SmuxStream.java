package dev.portolan.smux;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * One ordered flow of bytes in each direction inside a {@link SmuxSession}, as a Netty channel of
 * {@code ByteBuf}. All its events run on the event loop of the session's connection.
 *
 * <ul>
 *   <li>Bytes count as consumed, and the peer may send more, when they are fired through the
 *       pipeline; with auto-read off they wait until {@link #read()} asks for them.
 *   <li>A write completes when its bytes were handed to the connection. It waits while the peer's
 *       window or the connection is full; {@link #isWritable()} follows.
 *   <li>When the peer ends its direction and every byte before that was delivered, a {@code
 *       ChannelInputShutdownEvent} is fired ({@code ALLOW_HALF_CLOSURE} is on by default; without
 *       it the stream closes). That event is the only proof that the peer said all it had to say: a
 *       stream that becomes inactive without it was cut off.
 *   <li>{@link #shutdownOutput()} ends our direction after everything written before it. {@link
 *       #close()} ends both at once: what was flushed and fits the window still goes out, the rest
 *       fails; what still arrives is dropped. {@link #reset} breaks both off, so that nobody takes
 *       what was sent for all there was.
 * </ul>
 */
public interface SmuxStream extends DuplexChannel {
  /** The stream's number on the wire, an unsigned 32-bit value. */
  int streamId();

  /** The session that carries this stream. */
  SmuxSession session();

  /**
   * Breaks the stream off: drops what waits, in both directions, and tells the peer that this is no
   * end. A peer that cannot be told so (see {@link SmuxConfig#peerHeedsStop}) sees an end. Any
   * thread; of a stream that is closed already nothing changes.
   *
   * @param cause what the peer is told
   * @return completes when the stream is closed
   */
  ChannelFuture reset(ResetCause cause);

  /**
   * Why this stream was cut off, or {@code null} while it is open or when it was closed in order or
   * by us: a {@link StreamResetException}, or what ended the session. Set before {@code
   * channelInactive} is fired; may be read by any thread.
   */
  @Nullable Throwable closeCause();
}
