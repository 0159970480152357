package dev.portolan.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that only grows, and only its owner can read. Blocks; one thread. */
final class LogFile implements AutoCloseable {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<OpenOption> APPENDING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);

  private final WritableByteChannel channel;

  /** Opens logs. */
  @FunctionalInterface
  interface Opener {
    LogFile open(Path file) throws IOException;
  }

  LogFile(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Makes the file with its folder, or opens the one that is there, at its end. */
  static LogFile open(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    boolean taken = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (taken && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    return new LogFile(FileChannel.open(file, APPENDING, permissions("rw-------")));
  }

  private static FileAttribute<?>[] permissions(String symbols) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(symbols))
        }
        : new FileAttribute<?>[0];
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

  /** Why it failed, in the system's words. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    String words =
        failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
    return words == null ? failure.getClass().getSimpleName() : words;
  }
}
