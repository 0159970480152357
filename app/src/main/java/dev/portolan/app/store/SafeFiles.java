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

/** Private files with atomic replacement. */
final class SafeFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final int MAX_LINKS = 40;

  private SafeFiles() {}

  /** Creates the folder if necessary and makes it private. */
  static void ensurePrivateFolder(Path folder) throws IOException {
    OwnerOnly.makeFolder(folder);
    OwnerOnly.FOLDER.restrict(folder);
  }

  static void ensurePrivateFile(Path file) throws IOException {
    OwnerOnly.FILE.restrict(file);
  }

  /**
   * Opens a private file for writing.
   *
   * @throws FileSystemException if it is not a regular file, such as a pipe, which would block
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
   * Opens a private file and locks it until the channel is closed or the process ends.
   *
   * @return null if it is locked by this process or another
   */
  static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel = openPrivate(file, false);
    boolean ours = false;
    try {
      ours = channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      // locked by another
    } finally {
      if (!ours) {
        closeQuietly(channel);
      }
    }
    return ours ? channel : null;
  }

  /** Closes a resource, ignoring errors. */
  static void closeQuietly(@Nullable Closeable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (IOException ignored) {
        // ignored
      }
    }
  }

  /** Atomically replaces {@code target} with {@code bytes}. */
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
   * The target of {@code file} if it is a symbolic link, else the file itself. It may not exist.
   *
   * @throws FileSystemLoopException if the links form a cycle
   */
  static Path followLinks(Path file) throws IOException {
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      // ".." is resolved after links among the folders, so resolve the folder first
      Path folder = target.toAbsolutePath().resolveSibling("").toRealPath();
      target = folder.resolve(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** Flushes a folder, so that renames survive a power failure, if the system supports it. */
  static void syncFolder(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
