package dev.portolan.app.store;

import dev.portolan.app.task.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that are either the old or the new one, whole, and their owner's alone. */
final class SafeFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final int MAX_LINKS = 40;

  private SafeFiles() {}

  /** Makes the folder if need be, and sees to it that only its owner can look inside. */
  static void ensurePrivateFolder(Path folder) throws IOException {
    OwnerOnly.makeFolder(folder);
    OwnerOnly.FOLDER.restrict(folder);
  }

  static void ensurePrivateFile(Path file) throws IOException {
    OwnerOnly.FILE.restrict(file);
  }

  /**
   * Opens a new or existing file of ours for writing.
   *
   * @throws FileSystemException if something else is there, such as a pipe, which would block
   */
  static FileChannel openPrivate(Path file, boolean mustBeNew) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "It is not a regular file");
    }
    Set<StandardOpenOption> options =
        mustBeNew
            ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
            : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    return FileChannel.open(file, options, OwnerOnly.FILE.attributes());
  }

  /**
   * Makes or opens a file of ours and locks it until the channel is closed or the process ends.
   *
   * @return null if somebody else has the lock, in this process or another
   */
  static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel = openPrivate(file, false);
    boolean ours = false;
    try {
      ours = channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      // Not ours.
    } finally {
      if (!ours) {
        closeQuietly(channel);
      }
    }
    return ours ? channel : null;
  }

  /** For what goes with the process at the latest. */
  static void closeQuietly(@Nullable Closeable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (IOException ignored) {
        // Nothing depends on it.
      }
    }
  }

  /** Puts {@code bytes} in place of {@code target}; whatever happens, it holds old or new. */
  static void replace(Path target, Path temporary, byte[] bytes) throws IOException {
    try {
      try (FileChannel channel = openPrivate(temporary, true)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      Files.deleteIfExists(temporary);
      throw failure;
    }
  }

  /**
   * The file that {@code file} leads to, which need not exist; itself if it is no symbolic link.
   *
   * @throws FileSystemLoopException if the links lead round in a circle
   */
  static Path followLinks(Path file) throws IOException {
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      // The system resolves ".." after links among the folders, so the folder is resolved first.
      Path folder = target.toAbsolutePath().resolveSibling("").toRealPath();
      target = folder.resolve(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** Makes renames in a folder survive a power cut, where the system lets us ask for it. */
  static void syncFolder(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
