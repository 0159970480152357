package dev.portolan.transport.file;

import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.Modes;
import dev.portolan.transport.folder.PrivateFolder;
import dev.portolan.transport.folder.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an archive, of which the first may have come another time.
 *
 * <p>What is no content of files is logged; the content is in the files. From both the beginning of
 * the archive is read again, as the disk has it now, and the rest from the far side. So nothing
 * that is on the disk is trusted: it has the same check sum as with the sender, or is thrown away.
 */
final class Journal extends InputStream {
  /** What is on the disk is not the beginning of this archive. */
  static final class StartOver extends IOException {
    private static final long serialVersionUID = 1L;

    StartOver(@Nullable Throwable cause) {
      super("the transfer begins anew", cause);
    }
  }

  /** Where the rest of the archive comes from. */
  @FunctionalInterface
  interface Rest {
    /**
     * Asks for it.
     *
     * @param offset how many bytes are there
     * @param sum the SHA-256 of those
     * @throws StartOver if the far side has others
     */
    InputStream from(long offset, byte[] sum) throws IOException;
  }

  private final SeekableByteChannel log;
  private final long logged;
  private long replayed;
  private final Rest source;
  private final MessageDigest digest = Sha256.create();
  private long offset;
  private @Nullable InputStream rest;
  private @Nullable StagedFile file;
  private long storedLeft;
  private long contentLeft;

  private Journal(SeekableByteChannel log, Rest source) throws IOException {
    this.log = log;
    this.logged = log.size();
    this.source = source;
  }

  /** Opens the journal in a folder, or begins one. */
  static Journal in(Folder folder, Rest source) throws IOException {
    return new Journal(
        folder.open(
            folder.path().getFileSystem().getPath(PrivateFolder.JOURNAL), Modes.ofFile(0600)),
        source);
  }

  /** Whether everything so far was on the disk. */
  boolean isReplaying() {
    return rest == null;
  }

  /**
   * The next bytes are the content of a file.
   *
   * @return how many of them are in the file already
   */
  long beginContent(StagedFile of, long size) throws IOException {
    long stored = isReplaying() ? of.size() : 0; // Later ones are new.
    if (stored > size) {
      throw new StartOver(null);
    }
    file = of;
    storedLeft = stored;
    contentLeft = size;
    return stored;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = contentLeft > 0 ? readContent(bytes, at, length) : readOther(bytes, at, length);
    if (count > 0) {
      digest.update(bytes, at, count);
      offset += count;
    }
    return count;
  }

  private int readContent(byte[] bytes, int at, int length) throws IOException {
    int count;
    if (storedLeft > 0 && file != null) {
      count = file.read(bytes, at, (int) Math.min(length, storedLeft));
      if (count < 0) {
        throw new StartOver(null);
      }
      storedLeft -= count;
    } else {
      count = rest().read(bytes, at, (int) Math.min(length, contentLeft));
    }
    contentLeft -= Math.max(0, count);
    return count;
  }

  private int readOther(byte[] bytes, int at, int length) throws IOException {
    if (replayed < logged) {
      int known = (int) Math.min(length, logged - replayed);
      int count = log.read(ByteBuffer.wrap(bytes, at, known));
      replayed += Math.max(0, count);
      return count;
    }
    int count = rest().read(bytes, at, length);
    ByteBuffer fresh = ByteBuffer.wrap(bytes, at, Math.max(0, count));
    while (fresh.hasRemaining()) {
      log.write(fresh);
    }
    return count;
  }

  private InputStream rest() throws IOException {
    InputStream known = rest;
    if (known != null) {
      return known;
    }
    if (replayed < logged) { // Content is missing in the middle.
      throw new StartOver(null);
    }
    InputStream asked = source.from(offset, Sha256.soFar(digest));
    rest = asked;
    return asked;
  }

  /** The SHA-256 of everything that was read. */
  byte[] sum() {
    return Sha256.soFar(digest);
  }

  @Override
  public void close() throws IOException {
    try (log) {
      if (rest != null) {
        rest.close();
      }
    }
  }
}
