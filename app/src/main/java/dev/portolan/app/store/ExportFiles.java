package dev.portolan.app.store;

import dev.portolan.app.task.Background;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Writes what the user exports to files that only the user may read. Thread-safe. */
public final class ExportFiles {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Background background;

  public ExportFiles(Background background) {
    this.background = background;
  }

  /** What happens to a file that is there already. */
  public enum Existing {
    /** It stays, and the export fails with {@link FileAlreadyExistsException}. */
    KEEP,
    /** It is replaced as a whole, at the end. */
    REPLACE
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param content makes the content, on a background thread
   * @return fails with an {@link IOException}, with what {@code content} throws, or after 20
   *     seconds with a {@link java.util.concurrent.TimeoutException}
   */
  public CompletableFuture<Void> write(Path file, Existing existing, Callable<byte[]> content) {
    return background.bounded(
        "export",
        LIMIT,
        () -> {
          write(file, existing, content.call());
          return null;
        });
  }

  static void write(Path file, Existing existing, byte[] bytes) throws IOException {
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file)) {
        throw new FileSystemException(file.toString(), null, "Something else is there");
      }
      if (existing == Existing.KEEP) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    Path target = SafeFiles.followLinks(file);
    Path temporary = target.resolveSibling("." + target.getFileName() + "-" + System.nanoTime());
    SafeFiles.replace(target, temporary, bytes);
  }
}
