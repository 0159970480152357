package dev.portolan.transport.file;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.Leftovers;
import dev.portolan.transport.message.FileRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Receives an archive in the verified form.
 *
 * <p>Nothing gets to its place before all of it has come with the sender's check sum. What has come
 * until the stream breaks is kept for a day, so that the same transfer goes on from there.
 */
public final class ArchiveReceiver {
  private final Unpacker.Target target;
  private final FileRequest.Form.Verified form;
  private final Frames frames;
  private final TransferListener listener;
  private Frames.@Nullable Data data;
  private @Nullable Start start;
  private boolean asked;
  private long resumed;

  /**
   * How a sender begins.
   *
   * @param total how many bytes all of its files have
   * @param from where in the archive
   * @param sum the SHA-256 of what is before; empty at the beginning
   */
  @SuppressWarnings("ArrayRecordComponent") // Short-lived, never compared.
  private record Start(long total, long from, byte[] sum) {
    static Start of(byte[] payload) throws TransferException {
      ByteBuffer bytes = ByteBuffer.wrap(payload);
      Start start = new Start(bytes.getLong(), bytes.getLong(), new byte[bytes.remaining()]);
      bytes.get(start.sum);
      boolean fits = start.sum.length == (start.from == 0 ? 0 : 32);
      if (start.total < 0 || start.from < 0 || !fits) {
        throw Frames.violation();
      }
      return start;
    }
  }

  private ArchiveReceiver(
      Unpacker.Target target,
      FileRequest.Form.Verified form,
      Frames frames,
      TransferListener listener) {
    this.target = target;
    this.form = form;
    this.frames = frames;
    this.listener = listener;
  }

  /**
   * Receives one, and ends the stream in either case. Blocks.
   *
   * @param patience how long to wait until another attempt at the same transfer, whose stream may
   *     be lost without a sign of it, has ended; after that, nothing is resumed
   * @throws TransferException if it does not come whole, or cannot be kept; the sender is told why
   */
  public static TransferResult receive(
      SmuxStream stream,
      StreamInput in,
      Unpacker.Target target,
      FileRequest.Form.Verified form,
      Duration patience,
      TransferListener listener)
      throws TransferException {
    Frames frames = Frames.ofReceiver(stream, in, listener);
    try {
      return new ArchiveReceiver(target, form, frames, listener).receive(patience);
    } catch (IOException e) {
      throw frames.failed(e);
    } catch (RuntimeException | Error e) {
      frames.broken(e, "the far side failed to keep the files");
      throw e;
    }
  }

  private TransferResult receive(Duration patience) throws IOException {
    byte[] sum;
    try (Closeable _ = frames.busy();
        Folder folder = Folder.open(target.folder())) {
      Leftovers.sweep(folder);
      try (Staging staging = Staging.of(folder, form.transfer(), patience)) {
        sum = unpack(staging);
        Placement.move(staging, folder, target.as(), form.replaced());
      }
    }
    frames.end(sum);
    return new TransferResult(HexFormat.of().formatHex(sum), resumed);
  }

  private byte[] unpack(Staging staging) throws IOException {
    try {
      return unpackOnce(staging);
    } catch (Journal.StartOver e) {
      staging.clear();
    }
    try {
      return unpackOnce(staging);
    } catch (Journal.StartOver e) { // Not for what was there.
      throw e.getCause() instanceof IOException cause ? cause : e;
    }
  }

  private byte[] unpackOnce(Staging staging) throws IOException {
    UnpackLimits limits = UnpackLimits.of(target.folder());
    long there = Folder.bytes(staging.folder().path());
    try (Journal journal =
        Journal.in(staging.scratch(), (at, sum) -> rest(at, sum, there, limits))) {
      Unpacker.unpack(journal, staging, target, limits, listener);
      byte[] sum = journal.sum();
      if (data == null || !Arrays.equals(sum, data.awaitSum())) {
        throw new TransferException("what has come is not what was sent: the check sums differ");
      }
      return sum;
    } catch (Journal.StartOver e) {
      throw e;
    } catch (TransferListener.SuspendedException e) {
      staging.keep();
      throw e;
    } catch (IOException e) {
      throw switch (frames.state()) {
        // Before the sender was asked: the journal makes no sense, or does not fit the files.
        case TALKING -> asked ? e : new Journal.StartOver(e);
        case TOLD, CANCELLED -> e; // Nobody goes on.
        case LOST -> kept(staging, e);
      };
    }
  }

  private static TransferException kept(Staging staging, IOException cause) throws IOException {
    staging.keep();
    TransferException failure = TransferException.of(cause);
    return staging.isKept() ? failure.resumable() : failure.lost();
  }

  /** Agrees with the sender on what is missing. */
  private InputStream rest(long at, byte[] sum, long there, UnpackLimits limits)
      throws IOException {
    asked = true;
    Start begun = start == null ? begin(at) : start;
    start = begun;
    resumed = begun.from == 0 ? 0 : there;
    if (begun.total - resumed > limits.bytes()) {
      throw new TransferException(
          "there is not enough room: %,d bytes would come, and %,d may be used"
              .formatted(begun.total - resumed, limits.bytes()));
    }
    if (begun.from != at && begun.from != 0) {
      throw Frames.violation();
    }
    if (begun.from == 0 && at > 0) {
      throw new Journal.StartOver(null);
    }
    if (begun.from > 0) {
      if (!Arrays.equals(begun.sum, sum)) {
        start = begin(0);
        throw new Journal.StartOver(null);
      }
      sendPosition(at);
    }
    listener.total(begun.total);
    if (resumed > 0) {
      listener.resumed(resumed);
    }
    data = frames.data();
    return ArchiveInput.of(data, limits.ratio(), begun.total);
  }

  private Start begin(long at) throws IOException {
    sendPosition(at);
    return Start.of(frames.receive(Frames.Kind.START));
  }

  private void sendPosition(long at) throws IOException {
    frames.send(Frames.Kind.POSITION, ByteBuffer.allocate(Long.BYTES).putLong(at).array());
  }
}
