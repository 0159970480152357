package dev.portolan.app.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves texts that a person keeps in a file, for this user only. Blocks. */
public final class SavedText {
  private SavedText() {}

  /**
   * Writes a text in UTF-8, and replaces the file if it is there.
   *
   * @throws IOException also if something else than a file is there
   */
  public static void write(Path file, String text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "something else is there");
    }
    Path target = SafeFiles.followLinks(file);
    Path temporary = target.resolveSibling("." + target.getFileName() + "-" + System.nanoTime());
    SafeFiles.replace(target, temporary, text.getBytes(StandardCharsets.UTF_8));
  }
}
