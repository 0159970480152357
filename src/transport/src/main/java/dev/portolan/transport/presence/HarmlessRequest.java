package dev.portolan.transport.presence;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request of 60 bytes that every connected device refuses without doing anything: a resize of a
 * terminal that does not exist.
 */
final class HarmlessRequest {
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private HarmlessRequest() {}

  /** Sends it. A stream that is opened all the same has to be closed. */
  static Future<OpenedStream> send(StreamOpener client) {
    Message question = Message.ptyCommand(PtyCommand.resize("", 80, 24));
    return client.openStream(question, new ChannelInboundHandlerAdapter(), TIMEOUT);
  }

  /** The text of the refusal; null if it is not the device's, or no refusal. */
  static @Nullable String refusalReason(@Nullable Throwable cause) {
    return cause instanceof EdgeException refusal && refusal.problem() == Problem.STREAM_REFUSED
        ? refusal.reason()
        : null;
  }
}
