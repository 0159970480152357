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
  /** Of the compressed form, which may have names in it. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final Compressed compressed;
  private final int ratio;

  /** Bytes beyond those that were announced. */
  private long count;

  private ArchiveInput(InputStream archive, Compressed compressed, int ratio, long announced) {
    super(archive);
    this.compressed = compressed;
    this.ratio = ratio;
    this.count = -announced;
  }

  /** Reads the beginning of the compressed form, of a size that nobody knows. */
  static ArchiveInput of(InputStream in, int ratio) throws IOException {
    return of(in, ratio, 0);
  }

  /**
   * Reads the beginning of the compressed form.
   *
   * @param announced so many bytes may come however small they are when compressed
   */
  static ArchiveInput of(InputStream in, int ratio, long announced) throws IOException {
    Compressed compressed = new Compressed(in);
    try {
      // It keeps the names in its header.
      compressed.end = MAX_HEADER_BYTES;
      InputStream archive = new GzipCompressorInputStream(compressed);
      compressed.end = Long.MAX_VALUE;
      return new ArchiveInput(archive, compressed, ratio, announced);
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
  public boolean markSupported() {
    return false;
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
