package dev.portolan.transport.file;

import dev.portolan.transport.folder.EntryName;
import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.Modes;
import dev.portolan.transport.folder.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Writes the entries of one archive. */
final class PackedTree {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final FileTime NO_TIME = FileTime.fromMillis(0);

  private final TarArchiveOutputStream tar;
  private final Path top;
  private final TransferListener listener;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * @param top the real path of what is packed; links that lead out of it are left out
   */
  PackedTree(TarArchiveOutputStream tar, Path top, TransferListener listener) {
    this.tar = tar;
    this.top = top;
    this.listener = listener;
  }

  /** Adds a file or folder, and what is in it, under this name. */
  void add(Folder folder, Path name, String entry) throws IOException {
    add(folder, name, entry, 1);
  }

  private void add(Folder folder, Path name, String entry, int depth) throws IOException {
    BasicFileAttributes attributes;
    Set<PosixFilePermission> permissions;
    try {
      attributes = folder.attributes(name);
      permissions = folder.permissions(name, attributes.isDirectory());
    } catch (IOException e) {
      leaveOut(entry, TransferException.reason(e), depth);
      return;
    }
    String unfit = unfit(name, entry, depth);
    if (unfit != null) {
      leaveOut(entry, unfit, depth);
    } else if (attributes.isSymbolicLink()) {
      addLink(folder, name, entry, depth);
    } else if (attributes.isDirectory() && PrivateFolder.isOne(name)) {
      leaveOut(entry, "it is a transfer that has not ended", depth);
    } else if (attributes.isDirectory()) {
      addFolder(folder, name, entry, attributes, permissions, depth);
    } else if (attributes.isRegularFile()) {
      addFile(folder, name, entry, attributes, permissions, depth);
    } else {
      leaveOut(entry, "it is neither a file nor a folder", depth);
    }
  }

  /** Goes on without an entry, unless it is all that there is. */
  private void leaveOut(String entry, String reason, int depth) throws TransferException {
    if (depth == 1) {
      throw new TransferException(entry + ": " + reason);
    }
    listener.skipped(entry, reason);
  }

  /** Why no receiver would take the name, or null if it would. */
  private static @Nullable String unfit(Path name, String entry, int depth) {
    if (!name.equals(name.getFileSystem().getPath(name.toString()))) {
      return "its name is not in the system's character set";
    }
    if (depth > EntryName.MAX_DEPTH) {
      return "it is more than " + EntryName.MAX_DEPTH + " folders deep";
    }
    return EntryName.bytes(entry) > EntryName.MAX_PATH_BYTES ? "its path is too long" : null;
  }

  private void addFolder(
      Folder parent,
      Path name,
      String entry,
      BasicFileAttributes attributes,
      Set<PosixFilePermission> permissions,
      int depth)
      throws IOException {
    Folder folder;
    try {
      folder = parent.child(name);
    } catch (IOException e) {
      leaveOut(entry, TransferException.reason(e), depth);
      return;
    }
    try (folder) {
      TarArchiveEntry header = header(entry + "/", attributes, permissions);
      listener.entry(entry, 0);
      tar.putArchiveEntry(header);
      tar.closeArchiveEntry();
      for (Path each : folder.names()) {
        add(folder, each, entry + "/" + each, depth + 1);
      }
    } catch (DirectoryIteratorException e) {
      throw new TransferException("cannot read all of " + entry + ": " + e.getMessage(), e);
    }
  }

  /**
   * Adds exactly as many bytes as the file has now, whatever becomes of it meanwhile. What fits the
   * buffer is read before its header is written: most files that cannot be read fail there, and
   * files that the kernel makes up say their size only by their end.
   */
  private void addFile(
      Folder folder,
      Path name,
      String entry,
      BasicFileAttributes attributes,
      Set<PosixFilePermission> permissions,
      int depth)
      throws IOException {
    SeekableByteChannel file;
    try {
      file = folder.read(name);
    } catch (IOException e) {
      leaveOut(entry, TransferException.reason(e), depth);
      return;
    }
    try (file) {
      long size;
      int first;
      try {
        size = file.size();
        first = readFirst(file, size == 0 ? buffer.length : size);
      } catch (IOException e) {
        leaveOut(entry, TransferException.reason(e), depth);
        return;
      }
      if (first < buffer.length) {
        size = first;
      } else if (size == 0) {
        leaveOut(entry, "nobody knows its size before it is read", depth);
        return;
      }
      TarArchiveEntry header = header(entry, attributes, permissions);
      header.setSize(size);
      listener.entry(entry, size);
      tar.putArchiveEntry(header);
      long missing = copy(file, first, size, entry);
      if (missing > 0) {
        listener.skipped(entry, "it became shorter meanwhile: its last bytes are sent as zeros");
        fill(missing);
      }
      tar.closeArchiveEntry();
    }
  }

  /**
   * Copies a file whose first bytes are in the buffer.
   *
   * @return how many bytes the file turned out to be short of
   */
  private long copy(SeekableByteChannel file, int first, long size, String entry)
      throws IOException {
    write(first);
    long left = size - first;
    while (left > 0) {
      int count = read(file, left, entry);
      if (count < 0) {
        return left;
      }
      write(count);
      left -= count;
    }
    return 0;
  }

  /** Reads into the buffer, at most this many bytes; less only if the file ends. */
  private int readFirst(SeekableByteChannel file, long atMost) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, (int) Math.min(atMost, buffer.length));
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
    return bytes.position();
  }

  private int read(SeekableByteChannel file, long atMost, String entry) throws TransferException {
    try {
      return file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(atMost, buffer.length)));
    } catch (IOException e) {
      throw new TransferException(
          "cannot read " + entry + " to its end: " + TransferException.reason(e), e);
    }
  }

  private void fill(long count) throws IOException {
    Arrays.fill(buffer, (byte) 0);
    for (long left = count; left > 0; left -= buffer.length) {
      write((int) Math.min(left, buffer.length));
    }
  }

  private void write(int count) throws IOException {
    tar.write(buffer, 0, count);
    listener.transferred(count);
  }

  private void addLink(Folder folder, Path name, String entry, int depth) throws IOException {
    Path from = folder.path();
    Path target;
    try {
      target = from.resolve(Files.readSymbolicLink(from.resolve(name))).normalize();
    } catch (IOException e) {
      leaveOut(entry, TransferException.reason(e), depth);
      return;
    }
    if (!target.startsWith(top)) {
      leaveOut(entry, "it is a link that leads out of " + top.getFileName(), depth);
      return;
    }
    String relative = from.relativize(target).toString().replace('\\', '/');
    TarArchiveEntry header = new TarArchiveEntry(entry, TarConstants.LF_SYMLINK);
    header.setLinkName(relative.isEmpty() ? "." : relative);
    header.setMode(0);
    header.setLastModifiedTime(NO_TIME);
    listener.entry(entry, 0);
    tar.putArchiveEntry(header);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry header(
      String entry, BasicFileAttributes attributes, Set<PosixFilePermission> permissions) {
    TarArchiveEntry header = new TarArchiveEntry(entry);
    header.setMode(Modes.of(permissions));
    // Whole seconds fit the header; parts of one would need a second header for each entry.
    header.setLastModifiedTime(
        FileTime.from(attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS)));
    return header;
  }
}
