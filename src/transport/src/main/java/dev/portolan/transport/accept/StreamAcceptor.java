package dev.portolan.transport.accept;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.time.Duration;

/**
 * Prepares each stream that the peer opens: reads its opening message, within a time limit, and
 * hands both to a receiver.
 *
 * <p>One acceptor serves any number of streams and sessions.
 */
@ChannelHandler.Sharable
public final class StreamAcceptor extends ChannelInitializer<SmuxStream> {

  /** How long the first message may take to arrive whole. */
  public static final Duration OPENING_TIMEOUT = Duration.ofSeconds(10);

  /** Takes over streams with their opening messages. */
  @FunctionalInterface
  public interface Receiver {

    /**
     * Called on the stream's event loop, which it must not block.
     *
     * <p>Auto-read is off. What came behind the message is held until the receiver, having added
     * its handlers at the tail of the pipeline, asks for the first read.
     */
    void received(SmuxStream stream, Message opening);
  }

  private final Receiver receiver;
  private final OpeningRoom room;

  /** Streams that are silent for {@link #OPENING_TIMEOUT} are closed. */
  public StreamAcceptor(Receiver receiver) {
    this(receiver, OpeningRoom.UNBOUNDED);
  }

  /** The same with a bound on what messages cost that are not whole yet. */
  public StreamAcceptor(Receiver receiver, OpeningRoom room) {
    this.receiver = receiver;
    this.room = room;
  }

  @Override
  protected void initChannel(SmuxStream stream) {
    stream.config().setAutoRead(false);
    stream.pipeline().addLast(new OpeningReader(stream, receiver, room));
  }
}
