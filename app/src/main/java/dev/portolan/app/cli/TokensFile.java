package dev.portolan.app.cli;

import dev.portolan.edge.ClientTokens;
import dev.portolan.edge.ca.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The file in which the tokens of an edge's clients are kept as hashes. */
final class TokensFile {
  private final Path file;

  TokensFile(Path file) {
    this.file = file;
  }

  /** What is in it. */
  ClientTokens read() throws Failure {
    requireFile();
    return parsed(InputFiles.text(file));
  }

  /**
   * Writes it anew, whole or not at all. A second process that does the same waits, and works on
   * what the first has written.
   *
   * @param change makes the new text of the old one; its {@link IllegalArgumentException} says in
   *     words what is wrong with the old one
   */
  void change(UnaryOperator<String> change) throws Failure {
    try {
      // A link stays one.
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path lock = real.resolveSibling(real.getFileName() + ".lock");
      try (FileChannel channel = PrivateFiles.openLock(lock);
          FileLock held = channel.lock()) {
        if (!held.isValid()) {
          throw new IOException("the lock of " + real + " was lost");
        }
        requireFile();
        String before = Files.exists(real) ? InputFiles.text(real) : "";
        PrivateFiles.write(real, changed(before, change));
      }
    } catch (FileSystemException e) {
      throw InputFiles.unusable(e);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void requireFile() throws Failure {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new Failure(ExitCode.FILE, file + " is no file");
    }
  }

  private ClientTokens parsed(String text) throws Failure {
    try {
      return ClientTokens.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad(e);
    }
  }

  private String changed(String before, UnaryOperator<String> change) throws Failure {
    try {
      return change.apply(before);
    } catch (IllegalArgumentException e) {
      throw bad(e);
    }
  }

  private Failure bad(IllegalArgumentException e) {
    return new Failure(ExitCode.FILE, file + ", " + e.getMessage() + "; mend that first", e);
  }
}
