package dev.portolan.transport.file;

import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.Modes;
import dev.portolan.transport.folder.PrivateFolder;
import dev.portolan.transport.folder.StagedFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A private folder beside the place that an archive goes to, into which it is unpacked.
 *
 * <p>Everything in it is new: what is there already was twice in the archive, or has a name that
 * the file system takes for the same.
 */
final class Staging implements Closeable {
  /** Whether something may be there already, of the same transfer before it was cut off. */
  enum Entry {
    NEW,
    KNOWN
  }

  private static final String FILES = "files";

  private final PrivateFolder owner;
  private Folder folder;
  private List<String> lastPath = List.of();
  private @Nullable Folder last;

  private Staging(PrivateFolder owner, Folder folder) {
    this.owner = owner;
    this.folder = folder;
  }

  /** Creates one, which goes away when it is closed. */
  static Staging in(Folder parent) throws IOException {
    return in(PrivateFolder.in(parent));
  }

  /**
   * That of a transfer, with what was unpacked before it was cut off.
   *
   * @param patience how long to wait until another attempt at the same transfer has ended
   */
  static Staging of(Folder parent, String transfer, Duration patience) throws IOException {
    return in(PrivateFolder.of(parent, transfer, patience));
  }

  private static Staging in(PrivateFolder owner) throws IOException {
    try {
      return new Staging(owner, files(owner));
    } catch (IOException e) {
      owner.close();
      throw e;
    }
  }

  private static Folder files(PrivateFolder owner) throws IOException {
    Folder folder = owner.folder();
    Path name = folder.path().getFileSystem().getPath(FILES);
    BasicFileAttributes there = folder.attributesIfAny(name);
    if (there != null && there.isDirectory()) {
      return folder.child(name);
    }
    if (there != null) {
      folder.delete(name);
    }
    return folder.createFolder(name, Modes.ofFolder(0));
  }

  /** What has been unpacked is in it. */
  Folder folder() {
    return folder;
  }

  /** For what else the transfer needs beside the place. */
  Folder scratch() {
    return owner.folder();
  }

  /** Removes what was unpacked, and its journal. */
  void clear() throws IOException {
    closeLast();
    folder.close();
    Folder all = owner.folder();
    for (String each : List.of(FILES, PrivateFolder.JOURNAL)) {
      Path name = all.path().getFileSystem().getPath(each);
      if (all.attributesIfAny(name) != null) {
        all.delete(name);
      }
    }
    folder = files(owner);
  }

  /** Leaves it when it is closed, for the same transfer when it goes on. */
  void keep() throws IOException {
    owner.keep();
  }

  /** Whether it will be left. */
  boolean isKept() {
    return owner.isKept();
  }

  /** Creates a folder. */
  void folder(List<String> path, Set<PosixFilePermission> permissions, Entry state)
      throws IOException {
    Folder in = open(path.subList(0, path.size() - 1));
    try {
      in.createFolder(last(path), permissions).close();
    } catch (FileAlreadyExistsException e) {
      requireKnown(in.attributes(last(path)).isDirectory(), path, state, e);
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  /** Creates a file. */
  StagedFile file(List<String> path, Set<PosixFilePermission> permissions, Entry state)
      throws IOException {
    Folder in = open(path.subList(0, path.size() - 1));
    try {
      return switch (state) {
        case NEW -> StagedFile.create(in, last(path), permissions);
        case KNOWN -> StagedFile.open(in, last(path), permissions);
      };
    } catch (FileAlreadyExistsException e) {
      throw twice(path, e);
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  /** Creates a link. */
  void link(List<String> path, String target, Entry state) throws IOException {
    Folder in = open(path.subList(0, path.size() - 1));
    Path leadsTo = in.path().getFileSystem().getPath(target);
    try {
      in.createLink(last(path), leadsTo);
    } catch (FileAlreadyExistsException e) {
      boolean same =
          in.attributes(last(path)).isSymbolicLink() && in.target(last(path)).equals(leadsTo);
      requireKnown(same, path, state, e);
    } catch (FileSystemException e) {
      throw failed(path, e);
    } catch (UnsupportedOperationException e) {
      throw new TransferException("links cannot be made here: '" + String.join("/", path) + "'", e);
    }
  }

  private static void requireKnown(boolean same, List<String> path, Entry state, IOException e)
      throws TransferException {
    if (state == Entry.NEW || !same) {
      throw twice(path, e);
    }
  }

  /** By its name in the archive: nobody knows the folder that it is in for now. */
  private static TransferException failed(List<String> path, FileSystemException cause) {
    return new TransferException(
        String.join("/", path) + ": " + TransferException.reason(cause), cause);
  }

  private static TransferException twice(List<String> path, IOException cause) {
    return new TransferException(
        "the archive has '"
            + String.join("/", path)
            + "' twice, or another name that is the same"
            + " here",
        cause);
  }

  private Path last(List<String> path) throws TransferException {
    return path(path.getLast());
  }

  private Path path(String component) throws TransferException {
    try {
      return folder.path().getFileSystem().getPath(component);
    } catch (InvalidPathException e) {
      throw new TransferException("no file here can have the name '" + component + "'", e);
    }
  }

  /** The folder with this path; what of it is missing is created. */
  private Folder open(List<String> path) throws IOException {
    if (path.isEmpty()) {
      return folder;
    }
    Folder known = last;
    if (known != null && path.equals(lastPath)) {
      return known;
    }
    Folder at = folder;
    for (String component : path) {
      Folder above = at;
      try {
        at = enter(above, path(component), path);
      } finally {
        if (above != folder) {
          above.close();
        }
      }
    }
    closeLast();
    last = at;
    lastPath = List.copyOf(path);
    return at;
  }

  private static Folder enter(Folder in, Path name, List<String> path) throws IOException {
    var attributes = in.attributesIfAny(name);
    if (attributes == null) {
      return in.createFolder(name, Modes.ofFolder(0755));
    }
    if (!attributes.isDirectory()) {
      throw new TransferException(
          "the archive has something in '" + String.join("/", path) + "', which is no folder");
    }
    return in.child(name);
  }

  private void closeLast() throws IOException {
    Folder before = last;
    last = null;
    if (before != null) {
      before.close();
    }
  }

  /** Deletes it, with all that is still in it, unless it is kept. */
  @Override
  public void close() throws IOException {
    try (owner;
        Folder _ = folder) {
      closeLast();
    }
  }
}
