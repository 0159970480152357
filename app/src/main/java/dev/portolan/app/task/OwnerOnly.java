package dev.portolan.app.task;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Permissions for the owner alone. Where the file system knows none (Windows), the folder's own
 * decide: a user's temporary and home folders are closed to others there.
 */
public enum OwnerOnly {
  FILE("rw-------"),
  FOLDER("rwx------");

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final String symbols;

  OwnerOnly(String symbols) {
    this.symbols = symbols;
  }

  /** What to make a file or folder with, so that others cannot open it for a moment either. */
  public FileAttribute<?>[] attributes() {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions())}
        : new FileAttribute<?>[0];
  }

  /** Gives these permissions to what is there already. */
  public void restrict(Path path) throws IOException {
    if (POSIX && !Files.getPosixFilePermissions(path).equals(permissions())) {
      Files.setPosixFilePermissions(path, permissions());
    }
  }

  private Set<PosixFilePermission> permissions() {
    return PosixFilePermissions.fromString(symbols);
  }

  /** Makes a folder with those above it, if it is not there. Permissions of one that is stay. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER.attributes());
    }
  }
}
