package dev.portolan.transport.open;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens streams to a device. Safe for use by many threads. */
@FunctionalInterface
public interface StreamOpener {
  /** How long an answer may take unless the caller says otherwise. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  /**
   * Opens a stream with a request and waits for its answer.
   *
   * @param afterOk the handler for what comes after the OK; it is added to the stream's pipeline
   *     just before the future completes, so that no early byte is lost. Not shared.
   * @param timeout how long the answer may take
   * @return completes on the stream's event loop; fails with an {@link EdgeException}. Cancelling
   *     it closes the stream.
   */
  Future<OpenedStream> openStream(Message request, ChannelHandler afterOk, Duration timeout);

  /** Opens a stream, with {@link #DEFAULT_TIMEOUT}. */
  default Future<OpenedStream> openStream(Message request, ChannelHandler afterOk) {
    return openStream(request, afterOk, DEFAULT_TIMEOUT);
  }

  /**
   * Opens a stream on which data may follow the request at once, which saves a round trip.
   *
   * @param started hears on the event loop of the stream that the request is written, though not
   *     flushed; it may write to it and flush. If the answer is no OK, those bytes are lost. An
   *     opener that cannot offer this never calls it.
   */
  default Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    return openStream(request, afterOk, timeout);
  }

  /**
   * The event loop on which a stream would be now, so that what belongs to it can be put there too;
   * null where that is not known.
   */
  default @Nullable EventLoop streamLoop() {
    return null;
  }
}
