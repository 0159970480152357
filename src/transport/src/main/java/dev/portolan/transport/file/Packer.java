package dev.portolan.transport.file;

import dev.portolan.transport.folder.Folder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
  private static final int COMPRESSED_BYTES = 32 * 1024;
  private static final int BLOCKS_BYTES = 64 * 1024;

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

  /** Gzip that is only complete once it was finished: closing it would also complete half a one. */
  static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, COMPRESSED_BYTES);
    }

    void free() {
      def.end();
    }
  }
}
