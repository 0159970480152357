package dev.portolan.transport.file;

import dev.portolan.transport.folder.Folder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs a file, or a folder with everything in it, into a gzip-compressed tar archive.
 *
 * <p>Links are kept if they lead to somewhere in the folder, and left out otherwise, as is
 * everything that is neither file nor folder or cannot be read. Blocks; needs the same memory
 * whatever the size.
 */
public final class Packer {
  private static final int BLOCKS_BYTES = 64 * 1024;

  /** Twice the blocks: a level is only changed where all of the input so far has room. */
  private static final int COMPRESSED_BYTES = 2 * BLOCKS_BYTES;

  private final Path source;

  private Packer(Path source) {
    this.source = source;
  }

  /**
   * Looks whether there is something to pack.
   *
   * @param source a file or folder
   * @throws TransferException if it is neither, or may not be read
   */
  public static Packer of(Path source) throws TransferException {
    Path name = source.getFileName();
    if (name == null || name.toString().isEmpty()) {
      throw new TransferException(source + " has no name that it could be sent under");
    }
    try {
      Path path = source.toAbsolutePath();
      Path parent = path.getParent();
      Path real = parent == null ? path : parent.toRealPath().resolve(path.getFileName());
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        throw new TransferException(
            source + " is a link to " + Files.readSymbolicLink(real) + "; ask for that");
      }
      if (!attributes.isDirectory() && !attributes.isRegularFile()) {
        throw new TransferException(source + " is neither a file nor a folder");
      }
      if (!Files.isReadable(real)) {
        throw new TransferException(source + ": permission denied");
      }
      return new Packer(real);
    } catch (IOException e) {
      throw TransferException.of(e);
    }
  }

  /** The real path of what is packed. */
  public Path source() {
    return source;
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Packs it.
   *
   * @param name its name in the archive
   * @param out left open
   * @throws IOException if the output fails, or a file in the middle of being read
   */
  public void pack(String name, OutputStream out, TransferListener listener) throws IOException {
    Gzip gzip = new Gzip(out);
    try {
      write(name, gzip, listener);
      gzip.finish();
    } finally {
      gzip.free();
    }
    out.flush();
  }

  /** How many bytes all of its files have now. */
  long bytes() throws IOException {
    return Folder.bytes(source);
  }

  /** Writes the archive without compression. */
  void write(String name, OutputStream out, TransferListener listener) throws IOException {
    Path parent = source.getParent();
    Path last = source.getFileName();
    if (parent == null || last == null) {
      throw new TransferException(source + " has no name that it could be sent under");
    }
    try (Folder folder = Folder.open(parent)) {
      // Tar writes blocks of 512 bytes, each of which would be a native call.
      OutputStream blocks = new BufferedOutputStream(out, BLOCKS_BYTES);
      TarArchiveOutputStream tar = new TarArchiveOutputStream(blocks, "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      new PackedTree(tar, source, listener).add(folder, last, name);
      tar.finish();
      blocks.flush();
    }
  }

  /**
   * Gzip that compresses as much as pays: hardly while the output takes everything at once, well
   * while it makes the packer wait, and not at all what cannot be compressed.
   *
   * <p>It is only complete once it was finished: closing it would also complete half a one.
   */
  static final class Gzip extends GZIPOutputStream {
    private static final int STEP_BYTES = 1 << 20;

    /** So much passes without compression before another attempt. */
    private static final int STORED_STEPS = 16;

    /** What is hardly smaller after compression is sent as it is. */
    private static final double WORTHWHILE = 0.95;

    private final Watched output;
    private final LongSupplier clock;
    private int stepBytes;
    private int steps = 1;
    private long compressedBefore;
    private long began;

    Gzip(OutputStream out) throws IOException {
      this(out, System::nanoTime);
    }

    /**
     * @param clock in nanoseconds
     */
    Gzip(OutputStream out, LongSupplier clock) throws IOException {
      this(new Watched(out, clock), clock);
    }

    private Gzip(Watched output, LongSupplier clock) throws IOException {
      super(output, COMPRESSED_BYTES);
      this.output = output;
      this.clock = clock;
      began = clock.getAsLong();
      def.setLevel(Deflater.BEST_SPEED);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      super.write(bytes, offset, length);
      stepBytes += length;
      if (stepBytes >= STEP_BYTES * steps) {
        adapt();
      }
    }

    private void adapt() {
      long now = clock.getAsLong();
      long compressed = def.getBytesWritten();
      boolean stored = steps > 1;
      steps = 1;
      if (stored) {
        def.setLevel(Deflater.BEST_SPEED); // Something else may follow.
      } else if (compressed - compressedBefore > stepBytes * WORTHWHILE) {
        def.setLevel(Deflater.NO_COMPRESSION);
        steps = STORED_STEPS;
      } else {
        boolean waits = output.waitedNanos > (now - began) / 2;
        def.setLevel(waits ? Deflater.DEFAULT_COMPRESSION : Deflater.BEST_SPEED);
      }
      output.waitedNanos = 0;
      compressedBefore = compressed;
      began = now;
      stepBytes = 0;
    }

    void free() {
      def.end();
    }
  }

  /** Measures for how long an output makes its writer wait. */
  private static final class Watched extends OutputStream {
    private final OutputStream out;
    private final LongSupplier clock;
    private long waitedNanos;

    Watched(OutputStream out, LongSupplier clock) {
      this.out = out;
      this.clock = clock;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      long began = clock.getAsLong();
      out.write(bytes, offset, length);
      waitedNanos += clock.getAsLong() - began;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
