package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelFutureListener;

/** The first thing a handler says on its stream: OK, or why not. */
final class Answer {

  private Answer() {}

  /** Accepts; from here on the stream carries what its type defines. */
  static void ok(SmuxStream stream) {
    stream.writeAndFlush(Message.ok().encode(stream.alloc()));
  }

  static void ok(SmuxStream stream, String payload) {
    stream.writeAndFlush(Message.ok(payload).encode(stream.alloc()));
  }

  /** Says OK and ends the stream: the answer was all there was to do. */
  static void okAndClose(SmuxStream stream) {
    stream
        .writeAndFlush(Message.ok().encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** Refuses in words and ends the stream. */
  static void error(SmuxStream stream, String reason) {
    stream
        .writeAndFlush(Message.error(reason).encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
