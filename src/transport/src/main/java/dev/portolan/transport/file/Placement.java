package dev.portolan.transport.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Moves what was unpacked to its place.
 *
 * <p>A file replaces a file, and folders are merged. Nothing is moved before it is clear that
 * everything has a place.
 */
final class Placement {
  private Placement() {}

  /**
   * Moves everything that is in a folder into another.
   *
   * @param as the name that it gets there; null to keep its own
   */
  static void move(Folder from, Folder to, @Nullable String as) throws IOException {
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

  private static void move(Folder from, Path name, Folder to, Path newName) throws IOException {
    if (to.attributesIfAny(newName) == null || !from.attributes(name).isDirectory()) {
      from.move(name, to, newName);
      return;
    }
    try (Folder fromInner = from.child(name);
        Folder toInner = to.child(newName)) {
      for (Path each : fromInner.names()) {
        move(fromInner, each, toInner, each);
      }
    }
  }
}
