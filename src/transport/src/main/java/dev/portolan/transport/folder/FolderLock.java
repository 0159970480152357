package dev.portolan.transport.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a private folder, which one transfer has at a time.
 *
 * <p>A file in the folder is locked, which ends with the process whatever ends that. The system
 * locks files for whole processes, so those of this process are known by heart.
 */
final class FolderLock implements Closeable {
  static final String FILE = "lock";

  /** What folders this process has locked. */
  private static final Set<Object> HELD = new HashSet<>();

  private final Object key;
  private final SeekableByteChannel file;

  private FolderLock(Object key, SeekableByteChannel file) {
    this.key = key;
    this.file = file;
  }

  /**
   * Locks a folder.
   *
   * @param patience how long to wait for another transfer of this process
   * @return null if another one has it
   */
  static @Nullable FolderLock of(Folder folder, Duration patience) throws IOException {
    Object key = folder.key();
    if (!hold(key, patience)) {
      return null;
    }
    FolderLock lock = null;
    try {
      lock = lock(key, folder);
      return lock;
    } finally {
      if (lock == null) {
        release(key);
      }
    }
  }

  private static @Nullable FolderLock lock(Object key, Folder folder) throws IOException {
    Path name = folder.path().getFileSystem().getPath(FILE);
    SeekableByteChannel file = folder.open(name, Modes.ofFile(0600));
    boolean locked = false;
    try {
      locked =
          file instanceof FileChannel channel
              && channel.tryLock() != null
              && folder.attributesIfAny(name) != null;
    } finally {
      if (!locked) {
        file.close();
      }
    }
    return locked ? new FolderLock(key, file) : null;
  }

  private static boolean hold(Object key, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (HELD) {
      while (!HELD.add(key)) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
          return false;
        }
        try {
          HELD.wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  private static void release(Object key) {
    synchronized (HELD) {
      HELD.remove(key);
      HELD.notifyAll();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      release(key);
    }
  }
}
