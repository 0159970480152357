package dev.portolan.smux;

import io.netty.buffer.ByteBuf;

/**
 * Decodes frames from the connection's bytes. Only incomplete headers and updates are buffered;
 * data is passed on as it arrives.
 */
final class SmuxFrameDecoder {
  private enum Next {
    HEADER,
    UPDATE,
    DATA
  }

  private final int version;
  private final FrameListener listener;
  private Next next = Next.HEADER;
  private long word;
  private int wordBytes;
  private int streamId;
  private int dataLeft;

  SmuxFrameDecoder(int version, FrameListener listener) {
    this.version = version;
    this.listener = listener;
  }

  /** Decodes all of {@code in}, or until the listener wants no more frames. */
  void decode(ByteBuf in) throws SmuxException {
    while (in.isReadable() && listener.wantsFrames()) {
      if (next == Next.DATA) {
        passData(in);
      } else if (fillWord(in)) {
        if (next == Next.HEADER) {
          header(word);
        } else {
          next = Next.HEADER;
          listener.onWindowUpdate(streamId, (int) word, (int) (word >>> 32));
        }
      }
    }
  }

  /** Whether a data frame of this stream has arrived only in part. */
  boolean isWithinDataOf(int id) {
    return next == Next.DATA && streamId == id;
  }

  private void passData(ByteBuf in) throws SmuxException {
    int length = Math.min(dataLeft, in.readableBytes());
    dataLeft -= length;
    if (dataLeft == 0) {
      next = Next.HEADER;
    }
    listener.onData(streamId, in, length, dataLeft == 0);
  }

  /** Reads the eight bytes of a header or of a window update. Returns false while incomplete. */
  private boolean fillWord(ByteBuf in) {
    if (wordBytes == 0 && in.readableBytes() >= Long.BYTES) {
      word = in.readLongLE();
      return true;
    }
    if (wordBytes == 0) {
      word = 0;
    }
    word |= (long) in.readUnsignedByte() << (Byte.SIZE * wordBytes);
    wordBytes++;
    if (wordBytes < Long.BYTES) {
      return false;
    }
    wordBytes = 0;
    return true;
  }

  private void header(long header) throws SmuxException {
    if (SmuxFrame.version(header) != version) {
      throw new SmuxException("The peer sent a frame of another smux version.");
    }
    int length = SmuxFrame.length(header);
    streamId = SmuxFrame.streamId(header);
    switch (SmuxFrame.command(header)) {
      case SmuxFrame.SYN -> {
        requireLength(length, 0);
        listener.onOpen(streamId);
      }
      case SmuxFrame.FIN -> {
        requireLength(length, 0);
        listener.onEnd(streamId);
      }
      case SmuxFrame.NOP -> requireLength(length, 0);
      case SmuxFrame.PSH -> {
        if (length == 0) {
          listener.onEmptyData(streamId);
        } else {
          dataLeft = length;
          next = Next.DATA;
        }
      }
      case SmuxFrame.UPD -> {
        if (version < 2) {
          throw new SmuxException("The peer sent a window update, which smux version 1 lacks.");
        }
        requireLength(length, SmuxFrame.UPDATE_BYTES);
        next = Next.UPDATE;
      }
      default -> throw new SmuxException("The peer sent a frame of an unknown kind.");
    }
  }

  private static void requireLength(int length, int wanted) throws SmuxException {
    if (length != wanted) {
      throw new SmuxException("The peer sent a control frame of a wrong length.");
    }
  }
}
