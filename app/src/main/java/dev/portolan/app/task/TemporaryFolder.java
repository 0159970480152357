package dev.portolan.app.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A private temporary folder. It is deleted with its content when it is closed, at the latest at
 * the end of the process. Any thread that may block.
 */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit;

  public TemporaryFolder(String prefix) throws IOException {
    path = Files.createTempDirectory(prefix, OwnerOnly.FOLDER.attributes());
    atExit = Thread.ofPlatform().name("removes " + path.getFileName()).unstarted(this::tryRemove);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public Path path() {
    return path;
  }

  /** Deletes the folder. Symbolic links in it are deleted, not followed. */
  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return; // the process is ending, and the hook does it
    }
    remove();
  }

  private void tryRemove() {
    try {
      remove();
    } catch (IOException e) {
      // the process is ending, and the system empties its temporary folder
    }
  }

  private void remove() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
