package dev.portolan.app.transfer;

import dev.portolan.app.model.TransferConflict;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.message.FileRequest.Replaced;
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
   * @param replaced what becomes of a file that it replaces; files in folders are never kept
   */
  record Upload(Path source, String folder, String as, Replaced replaced) implements Job {}

  /**
   * Nothing is transferred: a device puts the previous version of a file back.
   *
   * @param folder the absolute path of the folder there
   * @param name the file's, in that folder
   */
  record Restore(String folder, String name) implements Job {}

  /**
   * An empty folder is made on a device.
   *
   * @param folder the absolute path of the folder that it is made in
   */
  record NewFolder(String folder, String name) implements Job {}

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
      return new TransferConflict.Unknown(TransferException.of(e).sentence());
    }
  }
}
