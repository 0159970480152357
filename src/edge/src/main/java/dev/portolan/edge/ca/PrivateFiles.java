package dev.portolan.edge.ca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and folders for their owner alone, written whole or not at all. Where the file system knows
 * no such permissions (Windows), those of the folder above decide.
 */
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /**
   * Writes a file whole or not at all. A new file is readable to nobody else, not for a moment, and
   * belongs to the owner of its folder if this process may give it away. A file that is replaced
   * keeps its owner, group and permissions.
   *
   * @throws IOException if it cannot be written, or its owner or group cannot be kept; what was
   *     there is still there then
   */
  public static void write(Path file, String content) throws IOException {
    Path folder = folderOf(file);
    Path fresh = Files.createTempFile(folder, ".new-", "", only("rw-------"));
    try {
      try (FileChannel out =
          FileChannel.open(fresh, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      if (Files.exists(file)) {
        keepOwner(file, fresh);
      } else {
        giveToOwnerOf(folder, fresh);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void keepOwner(Path file, Path fresh) throws IOException {
    if (!POSIX) {
      return;
    }
    PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributeView view =
        Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes now = view.readAttributes();
    if (!now.group().equals(before.group())) {
      view.setGroup(before.group());
    }
    if (!now.owner().equals(before.owner())) {
      view.setOwner(before.owner());
    }
    view.setPermissions(before.permissions());
  }

  private static Path folderOf(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(path + " is no place for a file");
    }
    return folder;
  }

  /**
   * Opens a file for a lock, and makes it where there is none. It belongs to the owner of its
   * folder if this process may give it away.
   *
   * @throws IOException if it cannot be opened, or is a link
   */
  public static FileChannel openLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            only("rw-------"));
    try {
      giveToOwnerOf(folderOf(file), file);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * What an administrator writes into the folder of a service is read by the service, which may not
   * get a file from elsewhere by a link in its place.
   */
  private static void giveToOwnerOf(Path folder, Path made) throws IOException {
    if (!POSIX) {
      return;
    }
    UserPrincipal owner = Files.getOwner(folder);
    FileOwnerAttributeView view =
        Files.getFileAttributeView(made, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(view.getOwner())) {
      try {
        view.setOwner(owner);
      } catch (FileSystemException e) {
        // only an administrator may
      }
    }
  }

  /** Fills a new folder. */
  @FunctionalInterface
  public interface Filling {
    /**
     * Writes the files.
     *
     * @param folder empty, beside the place where it goes
     */
    void into(Path folder) throws IOException;
  }

  /**
   * Makes a folder with files in it, all of it or nothing. Whoever looks sees either, unless an
   * empty folder was there.
   *
   * @param folder which is not there yet, or empty
   * @throws IOException with a plain sentence if there is something in it already, or it cannot be
   *     made
   */
  public static void makeFolder(Path folder, Filling filling) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    Path above = folderOf(place);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      requireEmpty(place);
      fill(place, filling);
      return;
    }
    Files.createDirectories(above, only("rwx------"));
    Path fresh =
        Files.createTempDirectory(above, "." + place.getFileName() + "-", only("rwx------"));
    try {
      filling.into(fresh);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // another process was faster
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(place + " is there already", e);
      }
      throw e;
    } finally {
      remove(fresh);
    }
  }

  /** Makes an empty folder in a folder that {@link Filling} fills. */
  static void makeSubfolder(Path folder) throws IOException {
    Files.createDirectory(folder, only("rwx------"));
    giveToOwnerOf(folderOf(folder), folder);
  }

  private static void requireEmpty(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new IOException(place + " is there already, and is no folder");
    }
    try (Stream<Path> files = Files.list(place)) {
      if (files.findAny().isPresent()) {
        throw new IOException(place + " is not empty");
      }
    }
  }

  /** Fills a folder in its place, as the folder above may be closed to the owner of this one. */
  private static void fill(Path place, Filling filling) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
    }
    boolean filled = false;
    try {
      filling.into(place);
      filled = true;
    } finally {
      if (!filled) {
        try (Stream<Path> files = Files.list(place)) {
          for (Path file : files.toList()) {
            remove(file);
          }
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
