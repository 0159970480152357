package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;

/**
 * Serves the streams of one message type.
 *
 * <p>Called on the stream's event loop, which it must not block, with the opening message. The
 * handler answers with an OK or an Error message and owns the stream from then on. Auto-read is
 * off: bytes that came with the message are held until the handler, having added its own handlers
 * at the tail of the pipeline, asks for the first read. What it throws is answered with an Error
 * message and ends this stream only.
 */
@FunctionalInterface
public interface StreamHandler {

  void handle(SmuxStream stream, Message request) throws Exception;
}
