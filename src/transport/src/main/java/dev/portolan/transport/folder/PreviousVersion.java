package dev.portolan.transport.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * What a file was before it was replaced, kept beside it.
 *
 * <p>Of {@code app} it is {@code .app.portolan-previous}. At every moment there is a whole file
 * under the file's own name.
 */
public final class PreviousVersion {
  private static final int PART = 64 * 1024;

  private PreviousVersion() {}

  /** The name of a file's previous version, in the same folder. */
  public static String name(String file) {
    return "." + file + ".portolan-previous";
  }

  private static Path of(Path name) {
    return name.getFileSystem().getPath(name(name.toString()));
  }

  /**
   * Gives a file its second name, before it is replaced. If the one that comes is the same, as when
   * a transfer is done again whose end was not heard, what was kept before stays.
   *
   * @param scratch a folder of the same file system, for the step before
   * @param from the folder of the one that comes
   * @param comes its name there
   */
  public static void keep(Folder folder, Path name, Folder scratch, Folder from, Path comes)
      throws IOException {
    if (isSame(folder, name, from, comes)) {
      return;
    }
    Path previous = of(name);
    folder.link(name, scratch, previous);
    scratch.move(previous, folder, previous);
  }

  private static boolean isSame(Folder folder, Path name, Folder from, Path comes)
      throws IOException {
    if (folder.attributes(name).size() != from.attributes(comes).size()) {
      return false;
    }
    try (InputStream there = Channels.newInputStream(folder.read(name));
        InputStream fresh = Channels.newInputStream(from.read(comes))) {
      byte[] part;
      do {
        part = there.readNBytes(PART);
        if (!Arrays.equals(part, fresh.readNBytes(PART))) {
          return false;
        }
      } while (part.length > 0);
      return true;
    } catch (AccessDeniedException e) { // It may be replaced, but not read.
      return false;
    }
  }

  /**
   * Puts the previous version of a file back. The one that it replaces becomes the previous
   * version.
   *
   * @param name the file's, in that folder
   * @throws FileSystemException if there is none
   */
  public static void restore(Path folder, String name) throws IOException {
    try (Folder opened = Folder.open(folder)) {
      restore(opened, file(folder, name));
    }
  }

  private static Path file(Path folder, String name) throws FileSystemException {
    Path file;
    try {
      file = folder.getFileSystem().getPath(name);
    } catch (InvalidPathException e) {
      throw noName(name);
    }
    if (file.getRoot() != null || file.getNameCount() != 1 || !file.equals(file.getFileName())) {
      throw noName(name);
    }
    return file;
  }

  private static FileSystemException noName(String name) {
    return new FileSystemException(name, null, "no file here can have this name");
  }

  private static void restore(Folder folder, Path name) throws IOException {
    Path previous = of(name);
    BasicFileAttributes older = folder.attributesIfAny(previous);
    Path place = folder.path().resolve(name);
    if (older == null || !older.isRegularFile()) {
      throw new FileSystemException(place.toString(), null, "no previous version of it was kept");
    }
    BasicFileAttributes newer = folder.attributesIfAny(name);
    if (newer != null && !newer.isRegularFile()) {
      throw new FileSystemException(place.toString(), null, "it is no file any more");
    }
    try (PrivateFolder scratch = PrivateFolder.in(folder)) {
      folder.link(previous, scratch.folder(), previous);
      if (newer != null) {
        folder.link(name, scratch.folder(), name);
      }
      scratch.folder().move(previous, folder, name);
      if (newer == null) {
        folder.delete(previous);
      } else {
        scratch.folder().move(name, folder, previous);
      }
      folder.sync();
    }
  }
}
