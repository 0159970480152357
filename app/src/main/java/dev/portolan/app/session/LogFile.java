package dev.portolan.app.session;

import dev.portolan.app.task.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A private, append-only file. Blocks. Not thread-safe. */
final class LogFile implements AutoCloseable {
  private static final Set<OpenOption> APPENDING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> CREATING =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /**
   * The position to lock, beyond any data, because locked regions cannot be read by others on
   * Windows.
   */
  private static final long BEYOND_ALL = Long.MAX_VALUE - 1;

  /** Most concurrent logs with the same name. */
  private static final int MAX_AT_ONCE = 99;

  private final Path file;
  private final WritableByteChannel channel;

  /** Opens logs. */
  @FunctionalInterface
  interface Opener {
    LogFile open(Path file) throws IOException;
  }

  LogFile(Path file, WritableByteChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the file for appending, and creates it with its folder if necessary. If another log is
   * being written to it, a number is added to the name.
   */
  static LogFile open(Path wanted) throws IOException {
    Path folder = wanted.getParent();
    if (folder != null) {
      OwnerOnly.makeFolder(folder);
    }
    for (int number = 1; number <= MAX_AT_ONCE; number++) {
      Path file = number == 1 ? wanted : numbered(wanted, number);
      FileChannel channel = append(file);
      if (isOurs(channel)) {
        return new LogFile(file, channel);
      }
      channel.close();
    }
    throw new FileSystemException(wanted.toString(), null, "other logs are being written to it");
  }

  /** Creates the file with its folder. If its name is taken, a number is added. */
  static LogFile openNew(Path wanted) throws IOException {
    Path folder = wanted.getParent();
    if (folder != null) {
      OwnerOnly.makeFolder(folder);
    }
    for (int number = 1; number <= MAX_AT_ONCE; number++) {
      Path file = number == 1 ? wanted : numbered(wanted, number);
      try {
        return new LogFile(file, FileChannel.open(file, CREATING, OwnerOnly.FILE.attributes()));
      } catch (FileAlreadyExistsException taken) {
        // the next number may be free
      }
    }
    throw new FileSystemException(wanted.toString(), null, "too many files have this name");
  }

  private static Path numbered(Path wanted, int number) {
    String name = String.valueOf(wanted.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return wanted.resolveSibling(
        name.substring(0, end) + " (" + number + ")" + name.substring(end));
  }

  /** Whether no one else writes a log to the file, as far as the system can tell. */
  private static boolean isOurs(FileChannel channel) {
    try {
      return channel.tryLock(BEYOND_ALL, 1, false) != null;
    } catch (OverlappingFileLockException otherShell) {
      return false;
    } catch (IOException noLocksHere) {
      return true;
    }
  }

  private static FileChannel append(Path file) throws IOException {
    boolean taken = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (taken && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    return FileChannel.open(file, APPENDING, OwnerOnly.FILE.attributes());
  }

  Path file() {
    return file;
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The operating system's reason. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    String words =
        failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
    return words == null ? failure.getClass().getSimpleName() : words;
  }
}
