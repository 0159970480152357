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
 * File permissions for the owner only. On Windows the permissions of the folder apply instead: a
 * user's home and temporary folders are private there.
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

  /** The attributes with which to create a file or folder, so that it is private from the start. */
  public FileAttribute<?>[] attributes() {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions())}
        : new FileAttribute<?>[0];
  }

  /** Sets these permissions on an existing file. */
  public void restrict(Path path) throws IOException {
    if (POSIX && !Files.getPosixFilePermissions(path).equals(permissions())) {
      Files.setPosixFilePermissions(path, permissions());
    }
  }

  private Set<PosixFilePermission> permissions() {
    return PosixFilePermissions.fromString(symbols);
  }

  /** Creates a folder with its parents. An existing folder keeps its permissions. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER.attributes());
    }
  }
}
