package dev.portolan.app.transfer;

import dev.portolan.app.model.TransferConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What one attempt is to transfer. */
sealed interface Job {
  /**
   * From a device.
   *
   * @param path the absolute path there
   * @param as the name that it gets in the folder
   * @param replaces whether it may replace what is there
   */
  record Download(String path, Path folder, String as, boolean replaces) implements Job {
    /** What is there already, or null. Blocks. */
    @Nullable TransferConflict conflict() {
      return there(folder, as);
    }
  }

  /**
   * To a device.
   *
   * @param folder the absolute path of the folder there
   * @param as the name that it gets in the folder
   */
  record Upload(Path source, String folder, String as) implements Job {}

  /** What a download of this name would meet; null if nothing. Blocks. */
  static @Nullable TransferConflict there(Path folder, String name) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory()
          ? new TransferConflict.FolderThere()
          : new TransferConflict.FileThere(
              attributes.size(), attributes.lastModifiedTime().toInstant());
    } catch (NoSuchFileException | InvalidPathException _) {
      return null; // A name that cannot be had here is refused when it comes.
    } catch (IOException e) {
      return new TransferConflict.Unknown(Sentence.of(e));
    }
  }
}
