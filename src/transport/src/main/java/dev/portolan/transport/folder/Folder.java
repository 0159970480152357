package dev.portolan.transport.folder;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An open folder. Links in it are never followed.
 *
 * <p>Where the system can, it is held by a handle: what is done in it goes to no other folder, even
 * if somebody puts a link in the place of its path meanwhile. Only folders and links are created by
 * path, because Java has no call for that; {@link #child} then finds out.
 */
@SuppressWarnings("StreamResourceLeak") // The names are closed with their folder.
public final class Folder implements Closeable {
  private final Path path;
  private final DirectoryStream<Path> names;
  private final @Nullable SecureDirectoryStream<Path> handle;

  private Folder(Path path, DirectoryStream<Path> names) {
    this.path = path;
    this.names = names;
    handle = names instanceof SecureDirectoryStream<Path> secure ? secure : null;
  }

  /** The folder with this path, which may lead through links. */
  public static Folder open(Path path) throws IOException {
    return new Folder(path, Files.newDirectoryStream(path));
  }

  /**
   * How many bytes all files have that are in it or below; of a file, its own. Stops counting if
   * the thread is interrupted.
   */
  public static long bytes(Path top) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        top,
        Set.of(),
        EntryName.MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
            return Thread.currentThread().isInterrupted()
                ? FileVisitResult.TERMINATE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /** Its path. */
  public Path path() {
    return path;
  }

  /** The folder of this name in it. */
  public Folder child(Path name) throws IOException {
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
  public BasicFileAttributes attributes(Path name) throws IOException {
    if (handle != null) {
      return handle
          .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
          .readAttributes();
    }
    return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, NOFOLLOW_LINKS);
  }

  /** The same, or null if there is nothing of that name. */
  public @Nullable BasicFileAttributes attributesIfAny(Path name) throws IOException {
    try {
      return attributes(name);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /** Who may do what with a file or folder in it; what most may where the system has no modes. */
  public Set<PosixFilePermission> permissions(Path name, boolean isFolder) throws IOException {
    PosixFileAttributeView view = posix(name);
    if (view == null) {
      return PosixFilePermissions.fromString(isFolder ? "rwxr-xr-x" : "rw-r--r--");
    }
    PosixFileAttributes attributes = view.readAttributes();
    return attributes.permissions();
  }

  /** Takes from those who may use a file what these permissions do not give them. */
  public void restrict(Path name, Set<PosixFilePermission> permissions) throws IOException {
    PosixFileAttributeView view = posix(name);
    if (view != null) {
      Set<PosixFilePermission> now = view.readAttributes().permissions();
      if (!permissions.containsAll(now)) {
        now.retainAll(permissions);
        view.setPermissions(now);
      }
    }
  }

  /** Gives a file in it the time of now. */
  void touch(Path name) throws IOException {
    BasicFileAttributeView view =
        handle != null
            ? handle.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
            : Files.getFileAttributeView(
                path.resolve(name), BasicFileAttributeView.class, NOFOLLOW_LINKS);
    view.setTimes(FileTime.from(Instant.now()), null, null);
  }

  private @Nullable PosixFileAttributeView posix(Path name) {
    return handle != null
        ? handle.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
        : Files.getFileAttributeView(
            path.resolve(name), PosixFileAttributeView.class, NOFOLLOW_LINKS);
  }

  /** Opens a file to read it. */
  public SeekableByteChannel read(Path name) throws IOException {
    return handle != null
        ? handle.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))
        : Files.newByteChannel(path.resolve(name), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
  }

  /** Opens a file to read and write it; creates it if there is none. */
  public SeekableByteChannel open(Path name, Set<PosixFilePermission> permissions)
      throws IOException {
    return newChannel(
        name,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            NOFOLLOW_LINKS),
        permissions);
  }

  /** Creates a file, of which there must be none yet. */
  public SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions)
      throws IOException {
    return newChannel(
        name,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
        permissions);
  }

  private SeekableByteChannel newChannel(
      Path name, Set<OpenOption> options, Set<PosixFilePermission> permissions) throws IOException {
    return handle != null
        ? handle.newByteChannel(name, options, asAttributes(permissions))
        : Files.newByteChannel(path.resolve(name), options, asAttributes(permissions));
  }

  /** Creates a folder, of which there must be none yet, and opens it. */
  public Folder createFolder(Path name, Set<PosixFilePermission> permissions) throws IOException {
    Files.createDirectory(path.resolve(name), asAttributes(permissions));
    return child(name);
  }

  FileAttribute<?>[] asAttributes(Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** Where a link in it leads. */
  public Path target(Path link) throws IOException {
    return Files.readSymbolicLink(path.resolve(link));
  }

  /** Creates a link, of which there must be none yet. */
  public void createLink(Path name, Path target) throws IOException {
    Files.createSymbolicLink(path.resolve(name), target);
  }

  /** Moves what has this name into another folder of the same file system; replaces a file. */
  public void move(Path name, Folder to, Path newName) throws IOException {
    if (handle != null && to.handle != null) {
      handle.move(name, to.handle, newName);
    } else {
      Files.move(path.resolve(name), to.path.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Gives a file in it a second name in another folder of the same file system; where files have
   * only one, a copy gets it. There must be nothing of that name yet.
   */
  public void link(Path name, Folder to, Path newName) throws IOException {
    try {
      Files.createLink(to.path.resolve(newName), path.resolve(name));
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(name, to, newName);
    }
    if (!to.attributes(newName).isRegularFile()) {
      throw new FileSystemException(path.resolve(name).toString(), null, "it is no file");
    }
  }

  private void copy(Path name, Folder to, Path newName) throws IOException {
    try (SeekableByteChannel from = read(name);
        SeekableByteChannel copy = to.create(newName, permissions(name, false))) {
      Channels.newInputStream(from).transferTo(Channels.newOutputStream(copy));
      if (copy instanceof FileChannel file) {
        file.force(true);
      }
    }
  }

  /** Has the disk keep which names are in it, where the system can. */
  public void sync() throws IOException {
    if (handle == null) {
      return;
    }
    try (SeekableByteChannel self =
        handle.newByteChannel(path.getFileSystem().getPath("."), Set.of(StandardOpenOption.READ))) {
      if (self instanceof FileChannel channel) {
        channel.force(true);
      }
    }
  }

  /** What identifies it, whatever its path. */
  Object key() throws IOException {
    BasicFileAttributes attributes =
        handle != null
            ? handle.getFileAttributeView(BasicFileAttributeView.class).readAttributes()
            : Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    Object key = attributes.fileKey();
    return key == null ? path.toRealPath() : key;
  }

  /** Whether it belongs to the user of this process, and nobody else may enter it. */
  boolean isPrivate() throws IOException {
    PosixFileAttributeView view =
        handle != null
            ? handle.getFileAttributeView(PosixFileAttributeView.class)
            : Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (view == null) {
      return true;
    }
    PosixFileAttributes attributes = view.readAttributes();
    String user = ProcessHandle.current().info().user().orElse("");
    return Modes.ofFolder(0).equals(attributes.permissions())
        && attributes.owner().getName().equals(user);
  }

  /** Deletes what has this name, with everything in it. */
  public void delete(Path name) throws IOException {
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
  public Iterable<Path> names() {
    return () -> new Names(names.iterator());
  }

  /** The same folder, to read its names once more. */
  public Folder again() throws IOException {
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
