package dev.portolan.smux;

import io.netty.buffer.ByteBuf;

/** Encodes frames of one protocol version. */
final class SmuxFrameEncoder {
  private final int version;

  SmuxFrameEncoder(int version) {
    this.version = version;
  }

  void open(ByteBuf out, int streamId) {
    out.writeLongLE(SmuxFrame.header(version, SmuxFrame.SYN, 0, streamId));
  }

  void end(ByteBuf out, int streamId) {
    out.writeLongLE(SmuxFrame.header(version, SmuxFrame.FIN, 0, streamId));
  }

  void keepAlive(ByteBuf out) {
    out.writeLongLE(SmuxFrame.header(version, SmuxFrame.NOP, 0, 0));
  }

  void windowUpdate(ByteBuf out, int streamId, int consumed, int window) {
    out.writeLongLE(SmuxFrame.header(version, SmuxFrame.UPD, SmuxFrame.UPDATE_BYTES, streamId));
    out.writeIntLE(consumed);
    out.writeIntLE(window);
  }

  void reset(ByteBuf out, int streamId, int consumed, ResetCause cause) {
    windowUpdate(out, streamId, consumed, SmuxFrame.RESET_WINDOW | cause.code());
  }

  /** Sets the header of a data frame at {@code index}, when its payload is already in place. */
  void dataHeader(ByteBuf out, int index, int streamId, int length) {
    out.setLongLE(index, SmuxFrame.header(version, SmuxFrame.PSH, length, streamId));
  }
}
