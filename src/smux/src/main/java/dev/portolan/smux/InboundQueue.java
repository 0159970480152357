package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The received bytes of one stream that were not read yet. They are copied out of the connection's
 * buffers: a slice of one byte would keep such a buffer alive, so a peer could make a small window
 * cost any amount of memory.
 */
final class InboundQueue {
  private static final int MIN_BLOCK_BYTES = 1024;
  private static final int MAX_BLOCK_BYTES = 64 * 1024;

  private final ArrayDeque<ByteBuf> blocks = new ArrayDeque<>(4);
  private int bytes;

  boolean isEmpty() {
    return bytes == 0;
  }

  int bytes() {
    return bytes;
  }

  /** Copies {@code length} bytes out of {@code in}. */
  void add(ByteBuf in, int length, ByteBufAllocator allocator) {
    int left = length;
    while (left > 0) {
      ByteBuf block = blocks.peekLast();
      if (block == null || !block.isWritable()) {
        block = allocator.directBuffer(blockSize(left));
        blocks.addLast(block);
      }
      int part = Math.min(left, block.writableBytes());
      in.readBytes(block, part);
      left -= part;
    }
    bytes += length;
  }

  /** The oldest bytes, or {@code null}. The caller owns the buffer. */
  @Nullable ByteBuf poll() {
    ByteBuf block = blocks.pollFirst();
    if (block != null) {
      bytes -= block.readableBytes();
    }
    return block;
  }

  /** Releases everything. */
  void clear() {
    for (ByteBuf block = blocks.pollFirst(); block != null; block = blocks.pollFirst()) {
      block.release();
    }
    bytes = 0;
  }

  /**
   * Blocks grow with the bytes already queued, so that a short queue is cheap and a long one has
   * few blocks.
   */
  private int blockSize(int needed) {
    int wanted = Integer.highestOneBit(Math.max(needed, bytes)) << 1;
    return Math.clamp(wanted, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
  }
}
