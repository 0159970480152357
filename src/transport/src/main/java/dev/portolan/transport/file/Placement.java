package dev.portolan.transport.file;

import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.PreviousVersion;
import dev.portolan.transport.message.FileRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Moves what was unpacked to its place.
 *
 * <p>A file replaces a file, and folders are merged. Nothing is moved before it is clear that
 * everything has a place. Afterwards the disk has all of it.
 */
final class Placement {
  private final Folder scratch;
  private final FileRequest.Replaced replaced;

  private Placement(Folder scratch, FileRequest.Replaced replaced) {
    this.scratch = scratch;
    this.replaced = replaced;
  }

  /**
   * Moves everything that was unpacked into a folder.
   *
   * @param as the name that it gets there; null to keep its own
   * @param replaced what becomes of files that were there
   */
  static void move(Staging staging, Folder to, @Nullable String as, FileRequest.Replaced replaced)
      throws IOException {
    new Placement(staging.scratch(), replaced).move(staging.folder(), to, as);
  }

  private void move(Folder from, Folder to, @Nullable String as) throws IOException {
    Path newName = as == null ? null : to.path().getFileSystem().getPath(as);
    try (Folder names = from.again()) {
      for (Path name : names.names()) {
        check(from, name, to, newName == null ? name : newName);
      }
    }
    try (Folder names = from.again()) {
      for (Path name : names.names()) {
        move(from, name, to, newName == null ? name : newName);
      }
    }
    to.sync();
  }

  private static void check(Folder from, Path name, Folder to, Path newName) throws IOException {
    BasicFileAttributes there = to.attributesIfAny(newName);
    if (there == null) {
      return;
    }
    Path place = to.path().resolve(newName);
    BasicFileAttributes comes = from.attributes(name);
    if (there.isSymbolicLink()) {
      throw new TransferException(place + " is a link there, which is not replaced");
    }
    if (comes.isDirectory() != there.isDirectory()) {
      throw new TransferException(
          place + (there.isDirectory() ? " is a folder there" : " is no folder there"));
    }
    if (!comes.isDirectory()) {
      if (!there.isRegularFile()) {
        throw new TransferException(place + " is no file there");
      }
      return;
    }
    try (Folder fromInner = from.child(name);
        Folder toInner = to.child(newName)) {
      for (Path each : fromInner.names()) {
        check(fromInner, each, toInner, each);
      }
    }
  }

  private void move(Folder from, Path name, Folder to, Path newName) throws IOException {
    boolean isFolder = from.attributes(name).isDirectory();
    boolean isThere = to.attributesIfAny(newName) != null;
    if (!isFolder || !isThere) {
      if (isFolder) {
        sync(from, name);
      } else if (isThere && replaced == FileRequest.Replaced.KEEP) {
        PreviousVersion.keep(to, newName, scratch, from, name);
      }
      from.move(name, to, newName);
      return;
    }
    try (Folder fromInner = from.child(name);
        Folder toInner = to.child(newName)) {
      for (Path each : fromInner.names()) {
        move(fromInner, each, toInner, each);
      }
      toInner.sync();
    }
  }

  /** The disk must have what is in a folder before it has the folder in its place. */
  private static void sync(Folder in, Path name) throws IOException {
    try (Folder folder = in.child(name)) {
      for (Path each : folder.names()) {
        if (folder.attributes(each).isDirectory()) {
          sync(folder, each);
        }
      }
      folder.sync();
    }
  }
}
