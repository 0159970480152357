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

/** Opens streams to a device. Thread-safe. */
@FunctionalInterface
public interface StreamOpener {
  /** The default time limit for an answer. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  /**
   * Opens a stream with a request.
   *
   * @param afterOk the handler for data after the OK, added to the pipeline just before the future
   *     completes, so that no early byte is lost. Not shared.
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
   * @param started called on the stream's event loop when the request is written but not flushed;
   *     it may write to the stream and flush. If the answer is not OK, those bytes are lost. Not
   *     called by an opener that does not support this.
   */
  default Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    return openStream(request, afterOk, timeout);
  }

  /**
   * The event loop on which a stream would be opened now, so that related channels can share it;
   * null if unknown.
   */
  default @Nullable EventLoop streamLoop() {
    return null;
  }
}
