package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelFutureListener;

/** Sends a handler's answer to a stream's request: OK or an error. */
final class Answer {

  private Answer() {}

  /** Grants the request. */
  static void ok(SmuxStream stream) {
    stream.writeAndFlush(Message.ok().encode(stream.alloc()));
  }

  static void ok(SmuxStream stream, String payload) {
    stream.writeAndFlush(Message.ok(payload).encode(stream.alloc()));
  }

  /** Sends OK, then closes the stream. */
  static void okAndClose(SmuxStream stream) {
    okAndClose(stream, "");
  }

  static void okAndClose(SmuxStream stream, String payload) {
    stream
        .writeAndFlush(Message.ok(payload).encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Sends an error with a reason, which the stream's log line gives too, then closes the stream.
   */
  static void error(SmuxStream stream, String reason) {
    ServedRecord record = stream.pipeline().get(ServedRecord.class);
    if (record != null) {
      record.refused(reason);
    }
    stream
        .writeAndFlush(Message.error(reason).encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
