package dev.portolan.transport.file;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an archive, with its headers in reach: limited, and to be seen as they came. */
final class TarBytes extends FilterInputStream {
  /** For all headers of one entry: that of a long name, for example, and its own. */
  static final int MAX_HEADER_BYTES = 64 * 1024;

  private static final int MAX_TRAILING_BYTES = 64 * 1024;

  private enum Part {
    HEADERS,
    CONTENT
  }

  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private Part part = Part.CONTENT;

  TarBytes(InputStream archive) {
    super(archive);
  }

  /** Headers follow. */
  void beginHeaders() {
    headers.reset();
    part = Part.HEADERS;
  }

  /** They have been read. What is returned may begin with padding of the content before. */
  byte[] endHeaders() {
    part = Part.CONTENT;
    return headers.toByteArray();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0 && part == Part.HEADERS) {
      headers.write(bytes, offset, count);
      if (headers.size() > MAX_HEADER_BYTES) {
        throw new TransferException(
            "the archive has a header of more than " + MAX_HEADER_BYTES + " bytes");
      }
    }
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] skipped = new byte[(int) Math.min(wanted, 8 * 1024)];
    int read = skipped.length == 0 ? 0 : read(skipped, 0, skipped.length);
    return Math.max(0, read);
  }

  @Override
  public int available() {
    return 0;
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
}
