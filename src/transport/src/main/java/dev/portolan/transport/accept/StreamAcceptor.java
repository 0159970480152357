package dev.portolan.transport.accept;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.time.Duration;

/**
 * Initialises each stream opened by the peer: reads its opening message within a time limit, then
 * passes both to a receiver.
 *
 * <p>One acceptor serves any number of streams and sessions.
 */
@ChannelHandler.Sharable
public final class StreamAcceptor extends ChannelInitializer<SmuxStream> {

  /** The time limit for the complete opening message. */
  public static final Duration OPENING_TIMEOUT = Duration.ofSeconds(10);

  /** Receives streams with their opening messages. */
  @FunctionalInterface
  public interface Receiver {

    /**
     * Called on the stream's event loop; must not block.
     *
     * <p>Auto-read is off. Data behind the message is buffered until the receiver has added its
     * handlers at the tail of the pipeline and calls {@code read()}.
     */
    void received(SmuxStream stream, Message opening);
  }

  private final Receiver receiver;
  private final OpeningRoom room;

  /** Creates an acceptor without a limit on incomplete messages. */
  public StreamAcceptor(Receiver receiver) {
    this(receiver, OpeningRoom.UNBOUNDED);
  }

  /** Creates an acceptor with a budget for incomplete messages. */
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
