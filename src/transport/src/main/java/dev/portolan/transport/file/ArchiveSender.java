package dev.portolan.transport.file;

import dev.portolan.smux.SmuxStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Sends an archive in the verified form.
 *
 * <p>If the receiver has the beginning of one already, the archive is packed again up to there, and
 * what follows is sent if the receiver's beginning is the same.
 */
public final class ArchiveSender {
  private final Packer source;
  private final String name;
  private final Frames frames;
  private final TransferListener listener;
  private long total;

  private ArchiveSender(Packer source, String name, Frames frames, TransferListener listener) {
    this.source = source;
    this.name = name;
    this.frames = frames;
    this.listener = listener;
  }

  /**
   * Sends one, and ends the stream in either case. Blocks.
   *
   * @param in has the receiver's answers ({@link StreamInput#ofAnswers})
   * @param name its name in the archive
   * @throws TransferException if it cannot be read or sent, or the receiver cannot keep it; the
   *     receiver is told why
   */
  public static TransferResult send(
      SmuxStream stream, StreamInput in, Packer source, String name, TransferListener listener)
      throws TransferException {
    Frames frames = Frames.ofSender(stream, in, "the far side could not keep it: ");
    try {
      TransferResult result = new ArchiveSender(source, name, frames, listener).send();
      stream.close();
      return result;
    } catch (IOException e) {
      TransferException failure = frames.failed(e);
      throw frames.state() == Frames.State.LOST ? failure.resumable() : failure;
    } catch (RuntimeException | Error e) {
      frames.broken(e, "the far side failed to read the files");
      throw e;
    }
  }

  private TransferResult send() throws IOException {
    try (Closeable _ = frames.busy()) {
      total = source.bytes();
    }
    listener.total(total);
    long from = position();
    while (true) {
      try (Output out = new Output(from)) {
        source.write(name, out, out);
        byte[] sum = out.end();
        if (!Arrays.equals(sum, frames.receive(Frames.Kind.OK))) {
          throw new TransferException("the far side has kept something else than was sent");
        }
        return new TransferResult(HexFormat.of().formatHex(sum), out.skipped);
      } catch (Journal.StartOver e) {
        from = 0;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private long position() throws IOException {
    long position = ByteBuffer.wrap(frames.receive(Frames.Kind.POSITION)).getLong();
    if (position < 0) {
      throw Frames.violation();
    }
    return position;
  }

  /** Takes the archive: the beginning only to know its check sum. */
  private final class Output extends OutputStream implements TransferListener {
    private final MessageDigest digest = Sha256.create();
    private final Closeable busy = frames.busy();
    private final long from;
    private long count;
    private long skipped;
    private boolean started;
    private Packer.@Nullable Gzip rest;

    Output(long from) throws IOException {
      this.from = from;
      if (from == 0) {
        start(new byte[0]);
      }
    }

    private void start(byte[] sum) throws IOException {
      if (started) { // The tar library writes on, to close what has failed.
        throw new Journal.StartOver(null);
      }
      started = true;
      frames.send(
          Frames.Kind.START,
          ByteBuffer.allocate(2 * Long.BYTES + sum.length)
              .putLong(total)
              .putLong(count)
              .put(sum)
              .array());
      if (count > 0) {
        if (position() != count) {
          throw new Journal.StartOver(null);
        }
        listener.resumed(skipped);
      }
      busy.close();
      rest = new Packer.Gzip(new Data());
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int known = (int) Math.min(length, from - count);
      if (rest == null) {
        digest.update(bytes, offset, known);
        count += known;
        if (count == from) {
          start(Sha256.soFar(digest));
        }
      }
      if (rest != null && known < length) {
        digest.update(bytes, offset + known, length - known);
        rest.write(bytes, offset + known, length - known);
      }
    }

    /** Ends the archive; returns its check sum. */
    byte[] end() throws IOException {
      if (rest == null) { // The receiver has more than there is.
        throw new Journal.StartOver(null);
      }
      rest.finish();
      rest.flush();
      byte[] sum = Sha256.soFar(digest);
      frames.send(Frames.Kind.OK, sum);
      return sum;
    }

    @Override
    public void close() throws IOException {
      busy.close();
      if (rest != null) {
        rest.free();
      }
    }

    @Override
    public void entry(String entry, long bytes) {
      listener.entry(entry, bytes);
    }

    @Override
    public void transferred(long bytes) {
      if (rest == null) {
        skipped += bytes;
      } else {
        listener.transferred(bytes);
      }
    }

    @Override
    public void skipped(String entry, String reason) {
      listener.skipped(entry, reason);
      try {
        frames.sendLeftOut(entry, reason);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The compressed bytes. */
  private final class Data extends OutputStream {
    private final byte[] piece = new byte[Frames.MAX_DATA];
    private int filled;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int at = offset; at < offset + length; ) {
        int count = Math.min(offset + length - at, piece.length - filled);
        System.arraycopy(bytes, at, piece, filled, count);
        filled += count;
        at += count;
        if (filled == piece.length) {
          flush();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      frames.throwIfTold();
      if (filled > 0) {
        frames.send(Frames.Kind.DATA, piece, 0, filled);
        filled = 0;
      }
    }
  }
}
