package dev.portolan.transport.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that is being written beside its place.
 *
 * <p>Its owner may read and write it until it is finished, whatever its permissions will be.
 */
public final class StagedFile implements Closeable {
  private final Folder folder;
  private final Path name;
  private final Set<PosixFilePermission> permissions;
  private final SeekableByteChannel channel;

  /** Whether it has had no other permissions. */
  private final boolean isExact;

  private StagedFile(
      Folder folder,
      Path name,
      Set<PosixFilePermission> permissions,
      SeekableByteChannel channel,
      boolean isExact) {
    this.folder = folder;
    this.name = name;
    this.permissions = permissions;
    this.channel = channel;
    this.isExact = isExact;
  }

  /** Creates one, of which there must be none yet. */
  public static StagedFile create(Folder folder, Path name, Set<PosixFilePermission> permissions)
      throws IOException {
    Set<PosixFilePermission> open = forOwner(permissions);
    return new StagedFile(
        folder, name, permissions, folder.create(name, open), open.equals(permissions));
  }

  /** Opens one that may have been begun before. */
  public static StagedFile open(Folder folder, Path name, Set<PosixFilePermission> permissions)
      throws IOException {
    return new StagedFile(
        folder, name, permissions, folder.open(name, forOwner(permissions)), false);
  }

  private static Set<PosixFilePermission> forOwner(Set<PosixFilePermission> permissions) {
    Set<PosixFilePermission> open = EnumSet.copyOf(Modes.ofFile(0600));
    open.addAll(permissions);
    return open;
  }

  /** How many bytes it has. */
  public long size() throws IOException {
    return channel.size();
  }

  /** Reads on, from its beginning at first. */
  public int read(byte[] bytes, int offset, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, count));
  }

  /** Writes on, behind what was read or written last. */
  public void write(byte[] bytes, int count) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, count);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /** Gives it its permissions, when it has been written. Its folder must be open. */
  public void finish() throws IOException {
    if (!isExact) {
      folder.restrict(name, permissions);
    }
  }

  /** Has the disk keep all of it. Any thread. */
  void sync() throws IOException {
    if (channel instanceof FileChannel file) {
      file.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
