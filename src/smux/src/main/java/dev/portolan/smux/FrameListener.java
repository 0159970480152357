package dev.portolan.smux;

import io.netty.buffer.ByteBuf;

/**
 * Receives the frames that a {@link SmuxFrameDecoder} decodes, in order. An exception from any
 * method ends the session.
 */
interface FrameListener {
  void onOpen(int streamId) throws SmuxException;

  void onEnd(int streamId) throws SmuxException;

  /**
   * Part of a data frame. One frame may arrive in several parts, as the connection delivers it.
   *
   * @param in the connection's buffer, of which exactly {@code length} bytes must be read or
   *     skipped
   * @param endsFrame whether this is the last part of its frame
   */
  void onData(int streamId, ByteBuf in, int length, boolean endsFrame) throws SmuxException;

  /** A data frame without payload, which is legal but useless. */
  void onEmptyData(int streamId) throws SmuxException;

  void onWindowUpdate(int streamId, int consumed, int window) throws SmuxException;

  /** Whether to decode further frames. Asked before each one. */
  boolean wantsFrames();
}
