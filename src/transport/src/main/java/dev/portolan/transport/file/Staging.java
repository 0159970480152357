package dev.portolan.transport.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
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
  private final Folder parent;
  private final Path name;
  private final Folder folder;
  private List<String> lastPath = List.of();
  private @Nullable Folder last;

  private Staging(Folder parent, Path name, Folder folder) {
    this.parent = parent;
    this.name = name;
    this.folder = folder;
  }

  /** Creates one, which only its owner can enter. */
  static Staging in(Folder parent) throws IOException {
    Path name = parent.path().relativize(Files.createTempDirectory(parent.path(), ".portolan-"));
    try {
      return new Staging(parent, name, parent.child(name));
    } catch (IOException e) {
      Files.deleteIfExists(parent.path().resolve(name));
      throw e;
    }
  }

  /** What has been unpacked is in it. */
  Folder folder() {
    return folder;
  }

  /** Creates a folder. */
  void folder(List<String> path, Set<PosixFilePermission> permissions) throws IOException {
    Folder in = open(path.subList(0, path.size() - 1));
    try {
      in.createFolder(last(path), permissions).close();
    } catch (FileAlreadyExistsException e) {
      throw twice(path, e);
    }
  }

  /** Creates a file. */
  StagedFile file(List<String> path, Set<PosixFilePermission> permissions) throws IOException {
    Folder in = open(path.subList(0, path.size() - 1));
    try {
      return new StagedFile(in.create(last(path), permissions));
    } catch (FileAlreadyExistsException e) {
      throw twice(path, e);
    }
  }

  /** Creates a link. */
  void link(List<String> path, String target) throws IOException {
    Folder in = open(path.subList(0, path.size() - 1));
    try {
      in.createLink(last(path), in.path().getFileSystem().getPath(target));
    } catch (FileAlreadyExistsException e) {
      throw twice(path, e);
    } catch (UnsupportedOperationException e) {
      throw new TransferException("links cannot be made here: '" + String.join("/", path) + "'", e);
    }
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

  /** Deletes it, with all that is still in it. */
  @Override
  public void close() throws IOException {
    closeLast();
    folder.close();
    parent.delete(name);
  }
}
