package dev.portolan.transport.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The bytes of an archive behind its compression, of which there may be as many as its limits say.
 *
 * <p>The JDK's own class would wait for another compressed part behind the first one.
 */
final class ArchiveInput extends FilterInputStream {
  /** For all headers of one entry: that of a long name, for example, and its own. */
  static final int MAX_HEADER_BYTES = 64 * 1024;

  private static final int MAX_TRAILING_BYTES = 64 * 1024;

  private final Compressed compressed;
  private final int ratio;
  private long count;
  private long headersEnd = Long.MAX_VALUE;

  private ArchiveInput(InputStream archive, Compressed compressed, int ratio) {
    super(archive);
    this.compressed = compressed;
    this.ratio = ratio;
  }

  /** Reads the beginning of the compressed form. */
  static ArchiveInput of(InputStream in, int ratio) throws IOException {
    Compressed compressed = new Compressed(in);
    try {
      // It keeps the names in its header.
      compressed.end = MAX_HEADER_BYTES;
      InputStream archive = new GzipCompressorInputStream(compressed);
      compressed.end = Long.MAX_VALUE;
      return new ArchiveInput(archive, compressed, ratio);
    } catch (IOException e) {
      if (compressed.count == 0 && !(e instanceof TransferException)) {
        throw new TransferException("nothing was sent", e);
      }
      throw inWords(e);
    }
  }

  /** What the compression says is damage; what the stream below says stays. */
  private static IOException inWords(IOException e) {
    return switch (e) {
      case TransferException known -> known;
      case EOFException end -> end;
      case InterruptedIOException interrupted -> interrupted;
      default -> new TransferException("the archive is damaged", e);
    };
  }

  /** Headers follow. */
  void beginHeaders() {
    headersEnd = count + MAX_HEADER_BYTES;
  }

  /** They have been read. */
  void endHeaders() {
    headersEnd = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = inflate(bytes, offset, length);
    if (read > 0) {
      count += read;
      if (count > headersEnd) {
        throw new TransferException(
            "the archive has a header of more than " + MAX_HEADER_BYTES + " bytes");
      }
      if (count > UnpackLimits.RATIO_FROM && count / ratio > compressed.count) {
        throw new TransferException(
            "the archive is more than " + ratio + " times larger than its compressed form");
      }
    }
    return read;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] skipped = new byte[(int) Math.min(wanted, 8 * 1024)];
    int read = skipped.length == 0 ? 0 : read(skipped, 0, skipped.length);
    return Math.max(0, read);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Reads what is behind the archive's end, with the check sum of everything.
   *
   * @throws TransferException if it is more than some zeros
   */
  void finish() throws IOException {
    headersEnd = Long.MAX_VALUE;
    byte[] rest = new byte[8 * 1024];
    long trailing = 0;
    for (int read = read(rest); read >= 0; read = read(rest)) {
      trailing += read;
      for (int i = 0; i < read; i++) {
        if (rest[i] != 0 || trailing > MAX_TRAILING_BYTES) {
          throw new TransferException("there is more behind the end of the archive");
        }
      }
    }
  }

  /** Counts. */
  private static final class Compressed extends FilterInputStream {
    private long count;
    private long end;

    Compressed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (count > end) {
        throw new TransferException("the archive is damaged");
      }
      int read = in.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }

    /** Reads no further than is there. */
    @Override
    public int available() {
      return 0;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
