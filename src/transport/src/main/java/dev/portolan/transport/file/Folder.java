package dev.portolan.transport.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder. Links in it are never followed.
 *
 * <p>Where the system can, it is held by a handle: what is done in it goes to no other folder, even
 * if somebody puts a link in the place of its path meanwhile. Only folders and links are created by
 * path, because Java has no call for that; {@link #child} then finds out.
 */
@SuppressWarnings("StreamResourceLeak") // The names are closed with their folder.
final class Folder implements Closeable {
  private final Path path;
  private final DirectoryStream<Path> names;
  private final @Nullable SecureDirectoryStream<Path> handle;

  private Folder(Path path, DirectoryStream<Path> names) {
    this.path = path;
    this.names = names;
    handle = names instanceof SecureDirectoryStream<Path> secure ? secure : null;
  }

  /** The folder with this path, which may lead through links. */
  static Folder open(Path path) throws IOException {
    return new Folder(path, Files.newDirectoryStream(path));
  }

  Path path() {
    return path;
  }

  /** The folder of this name in it. */
  Folder child(Path name) throws IOException {
    Path inner = path.resolve(name);
    if (handle != null) {
      return new Folder(inner, handle.newDirectoryStream(name, NOFOLLOW_LINKS));
    }
    if (!attributes(name).isDirectory()) {
      throw new NotDirectoryException(inner.toString());
    }
    return new Folder(inner, Files.newDirectoryStream(inner));
  }

  /** What a name in it stands for. */
  BasicFileAttributes attributes(Path name) throws IOException {
    if (handle != null) {
      return handle
          .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
          .readAttributes();
    }
    return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, NOFOLLOW_LINKS);
  }

  /** The same, or null if there is nothing of that name. */
  @Nullable BasicFileAttributes attributesIfAny(Path name) throws IOException {
    try {
      return attributes(name);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /** Who may do what with a file or folder in it; what most may where the system has no modes. */
  Set<PosixFilePermission> permissions(Path name, boolean isFolder) throws IOException {
    PosixFileAttributeView view =
        handle != null
            ? handle.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
            : Files.getFileAttributeView(
                path.resolve(name), PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (view == null) {
      return PosixFilePermissions.fromString(isFolder ? "rwxr-xr-x" : "rw-r--r--");
    }
    PosixFileAttributes attributes = view.readAttributes();
    return attributes.permissions();
  }

  SeekableByteChannel read(Path name) throws IOException {
    return handle != null
        ? handle.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))
        : Files.newByteChannel(path.resolve(name), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
  }

  /** Creates a file, of which there must be none yet. */
  SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
    return handle != null
        ? handle.newByteChannel(name, options, attributes(permissions))
        : Files.newByteChannel(path.resolve(name), options, attributes(permissions));
  }

  /** Creates a folder, of which there must be none yet, and opens it. */
  Folder createFolder(Path name, Set<PosixFilePermission> permissions) throws IOException {
    Files.createDirectory(path.resolve(name), attributes(permissions));
    return child(name);
  }

  private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** Creates a link, of which there must be none yet. */
  void createLink(Path name, Path target) throws IOException {
    Files.createSymbolicLink(path.resolve(name), target);
  }

  /** Moves what has this name into another folder of the same file system; replaces a file. */
  void move(Path name, Folder to, Path newName) throws IOException {
    if (handle != null && to.handle != null) {
      handle.move(name, to.handle, newName);
    } else {
      Files.move(path.resolve(name), to.path.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Deletes what has this name, with everything in it. */
  void delete(Path name) throws IOException {
    if (!attributes(name).isDirectory()) {
      if (handle != null) {
        handle.deleteFile(name);
      } else {
        Files.delete(path.resolve(name));
      }
      return;
    }
    try (Folder inner = child(name)) {
      for (Path each : inner.names()) {
        inner.delete(each);
      }
    }
    if (handle != null) {
      handle.deleteDirectory(name);
    } else {
      Files.delete(path.resolve(name));
    }
  }

  /** The names in it, in no order. Only once: see {@link #again}. */
  Iterable<Path> names() {
    return () -> new Names(names.iterator());
  }

  /** The same folder, to read its names once more. */
  Folder again() throws IOException {
    return new Folder(
        path,
        handle != null
            ? handle.newDirectoryStream(path.getFileSystem().getPath("."), NOFOLLOW_LINKS)
            : Files.newDirectoryStream(path));
  }

  /** The last components of paths. */
  private record Names(Iterator<Path> paths) implements Iterator<Path> {
    @Override
    public boolean hasNext() {
      return paths.hasNext();
    }

    @Override
    public Path next() {
      return paths.next().getFileName();
    }
  }

  @Override
  public void close() throws IOException {
    names.close();
  }
}
