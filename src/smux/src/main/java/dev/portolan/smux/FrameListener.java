package dev.portolan.smux;

import io.netty.buffer.ByteBuf;

/**
 * Takes the frames that a {@link SmuxFrameDecoder} reads, in their order. Every method may end the
 * session by throwing.
 */
interface FrameListener {
  void onOpen(int streamId) throws SmuxException;

  void onEnd(int streamId) throws SmuxException;

  /**
   * A part of a stream's data. A frame may come in several parts, cut wherever the connection cut
   * it.
   *
   * @param in the connection's bytes; exactly {@code length} of them must be read or skipped
   * @param endsFrame whether this is the last part of its frame
   */
  void onData(int streamId, ByteBuf in, int length, boolean endsFrame) throws SmuxException;

  /** A data frame without data: allowed, but of no use to anybody. */
  void onEmptyData(int streamId) throws SmuxException;

  void onWindowUpdate(int streamId, int consumed, int window) throws SmuxException;

  /** Whether frames are still wanted; asked before each one. */
  boolean wantsFrames();
}
