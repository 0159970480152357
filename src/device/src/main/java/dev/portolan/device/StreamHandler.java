package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;

/**
 * Serves the streams of one message type.
 *
 * <p>Called on the stream's event loop with the opening message; must not block. The handler
 * answers with OK or an error and owns the stream from then on. Auto-read is off: data behind the
 * message is buffered until the handler has added its own handlers at the tail of the pipeline and
 * calls {@code read()}. An exception is answered with an error and ends only this stream.
 */
@FunctionalInterface
public interface StreamHandler {

  void handle(SmuxStream stream, Message request) throws Exception;
}
