package dev.portolan.interop.mux;

import dev.portolan.smux.SmuxStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A blocking view of a stream. It calls {@code read()} only for data that is requested. */
final class BlockingStream extends ChannelInboundHandlerAdapter {
  private static final int PIECE = 40_000;
  private static final long PATIENCE_SECONDS = 30;
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private final SmuxStream stream;
  private byte[] rest = END;
  private boolean atEnd;

  /** Add to the stream's pipeline while auto-read is off. */
  BlockingStream(SmuxStream stream) {
    this.stream = stream;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      byte[] piece = new byte[bytes.readableBytes()];
      bytes.readBytes(piece);
      if (piece.length > 0) {
        arrived.add(piece);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      arrived.add(END);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    arrived.add(END);
  }

  /** Reads exactly that many bytes. */
  byte[] read(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
    while (bytes.size() < count) {
      if (!fill()) {
        throw new EOFException(bytes.size() + " of " + count + " bytes");
      }
      int taken = Math.min(rest.length, count - bytes.size());
      bytes.write(rest, 0, taken);
      rest = java.util.Arrays.copyOfRange(rest, taken, rest.length);
    }
    return bytes.toByteArray();
  }

  /** Whether the stream has ended, with nothing left to read. */
  boolean ended() throws IOException {
    return !fill();
  }

  /** Waits until data is available. Returns false at the end. */
  private boolean fill() throws IOException {
    while (rest.length == 0 && !atEnd) {
      byte[] piece = arrived.poll();
      if (piece == null) {
        stream.read();
        piece = awaitPiece();
      }
      rest = piece;
      atEnd = piece.length == 0;
    }
    return !atEnd;
  }

  private byte[] awaitPiece() throws IOException {
    try {
      byte[] piece = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (piece == null) {
        throw new IOException("nothing to read for " + PATIENCE_SECONDS + " s");
      }
      return piece;
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, PATIENCE_SECONDS);
  }

  /** Writes in pieces, waiting for each within the time limit. */
  void write(byte[] bytes, long seconds) throws IOException {
    for (int from = 0; from < bytes.length; from += PIECE) {
      int length = Math.min(PIECE, bytes.length - from);
      await(stream.writeAndFlush(Unpooled.wrappedBuffer(bytes, from, length)), seconds);
    }
  }

  void shutdownOutput() throws IOException {
    await(stream.shutdownOutput(), PATIENCE_SECONDS);
  }

  void close() {
    stream.close();
  }

  private static void await(Future<?> future, long seconds) throws IOException {
    try {
      if (!future.await(seconds, TimeUnit.SECONDS)) {
        throw new IOException("not written in " + seconds + " s");
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    if (!future.isSuccess()) {
      throw new IOException("not written", future.cause());
    }
  }
}
