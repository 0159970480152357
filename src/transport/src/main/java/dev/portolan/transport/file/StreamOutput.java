package dev.portolan.transport.file;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.StreamLoss;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a thread that may block write to a stream.
 *
 * <p>Waits while what it has written has not been taken. Never ends the stream. One thread at a
 * time.
 */
public final class StreamOutput extends OutputStream {
  private static final int PIECE_BYTES = 32 * 1024;
  private static final int PIECES = 16;

  /** So many bytes are written as a whole, or not at all if the thread is interrupted. */
  static final int WHOLE_BYTES = PIECES / 2 * PIECE_BYTES;

  private static final long STALL_SECONDS = 60;

  private final SmuxStream stream;
  private final Semaphore room = new Semaphore(PIECES);
  private volatile boolean failed;

  public StreamOutput(SmuxStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  /**
   * Passes on bytes.
   *
   * @throws TransferException if the stream has ended, or nothing was taken for a minute
   */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; at += WHOLE_BYTES) {
      writeWhole(bytes, at, Math.min(WHOLE_BYTES, end - at));
    }
  }

  private void writeWhole(byte[] bytes, int offset, int length) throws IOException {
    awaitRoom((length + PIECE_BYTES - 1) / PIECE_BYTES);
    int end = offset + length;
    for (int at = offset; at < end; at += PIECE_BYTES) {
      stream
          .writeAndFlush(Unpooled.copiedBuffer(bytes, at, Math.min(PIECE_BYTES, end - at)))
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  failed = true;
                }
                room.release();
              });
    }
  }

  /** Waits until everything has been taken. The far side may have ended the stream since. */
  @Override
  public void flush() throws IOException {
    acquire(PIECES);
    room.release(PIECES);
    if (failed) {
      throw ended();
    }
  }

  private void awaitRoom(int pieces) throws IOException {
    acquire(pieces);
    if (failed || !stream.isActive()) {
      room.release(pieces);
      throw ended();
    }
  }

  private void acquire(int pieces) throws IOException {
    try {
      if (!room.tryAcquire(pieces, STALL_SECONDS, TimeUnit.SECONDS)) {
        throw new TransferException("the far side has taken nothing for " + STALL_SECONDS + " s")
            .lost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private TransferException ended() {
    return ended(stream, "the far side has ended the stream");
  }

  /**
   * Why nothing can be transferred on a stream that has ended.
   *
   * @param inOrder the reason if it was not broken
   */
  static TransferException ended(@Nullable SmuxStream stream, String inOrder) {
    String reason = stream == null ? null : StreamLoss.inWords(stream);
    TransferException failure = new TransferException(reason == null ? inOrder : reason);
    return stream != null && StreamLoss.cause(stream) == ResetCause.LOST ? failure.lost() : failure;
  }
}
