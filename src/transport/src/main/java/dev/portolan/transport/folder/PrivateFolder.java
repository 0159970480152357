package dev.portolan.transport.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder of one transfer, beside the place that its files go to.
 *
 * <p>Only the user of this process can enter it, and only one transfer at a time uses it. It goes
 * away when it is closed, unless it is to be kept. {@link Leftovers} removes what remains of a
 * process that was killed.
 */
public final class PrivateFolder implements Closeable {
  /** The file in it by which a transfer goes on. */
  public static final String JOURNAL = "journal";

  private static final Pattern NAME = Pattern.compile("\\.portolan-[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A sweep of another process may take one for a leftover before it is locked. */
  private static final int ATTEMPTS = 3;

  /** Whether anybody will find it again. */
  private enum Name {
    KNOWN,
    RANDOM
  }

  private final Folder parent;
  private final Path name;
  private final Name kind;
  private final Folder folder;
  private final FolderLock lock;
  private boolean kept;

  private PrivateFolder(Folder parent, Path name, Name kind, Folder folder, FolderLock lock) {
    this.parent = parent;
    this.name = name;
    this.kind = kind;
    this.folder = folder;
    this.lock = lock;
  }

  /** Creates one. */
  public static PrivateFolder in(Folder parent) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      byte[] random = new byte[16];
      RANDOM.nextBytes(random);
      Path name = name(parent, HexFormat.of().formatHex(random));
      PrivateFolder created = tryOpen(parent, name, Name.RANDOM, Duration.ZERO);
      if (created != null) {
        return created;
      }
    }
    throw new FileSystemException(
        parent.path().toString(), null, "no folder can be made in it that is for one user only");
  }

  /**
   * The folder of a transfer, which may have been used before. If another one uses it, or it is not
   * private, a new one.
   *
   * @param id 32 hexadecimal digits
   * @param patience how long to wait until another transfer of this process has ended
   */
  public static PrivateFolder of(Folder parent, String id, Duration patience) throws IOException {
    PrivateFolder known = tryOpen(parent, name(parent, id), Name.KNOWN, patience);
    return known == null ? in(parent) : known;
  }

  private static Path name(Folder parent, String id) {
    return parent.path().getFileSystem().getPath(".portolan-" + id);
  }

  /** Whether a name is that of such a folder. */
  public static boolean isOne(Path name) {
    return NAME.matcher(name.toString()).matches();
  }

  /** One that is there already, if no transfer uses it. */
  static @Nullable PrivateFolder ifUnused(Folder parent, Path name) throws IOException {
    return tryOpen(parent, name, Name.KNOWN, parent.child(name), Duration.ZERO);
  }

  private static @Nullable PrivateFolder tryOpen(
      Folder parent, Path name, Name kind, Duration patience) throws IOException {
    try {
      Files.createDirectory(parent.path().resolve(name), parent.asAttributes(Modes.ofFolder(0)));
    } catch (FileAlreadyExistsException e) {
      // Of a transfer that goes on.
    }
    try {
      return tryOpen(parent, name, kind, parent.child(name), patience);
    } catch (IOException e) { // Not a folder, or just swept away.
      return null;
    }
  }

  private static @Nullable PrivateFolder tryOpen(
      Folder parent, Path name, Name kind, Folder folder, Duration patience) throws IOException {
    PrivateFolder opened = null;
    try {
      FolderLock lock = folder.isPrivate() ? FolderLock.of(folder, patience) : null;
      if (lock != null) {
        opened = new PrivateFolder(parent, name, kind, folder, lock);
      }
      return opened;
    } finally {
      if (opened == null) {
        folder.close();
      }
    }
  }

  /** What is in it. */
  public Folder folder() {
    return folder;
  }

  /** Leaves it when it is closed, for the same transfer when it goes on. */
  public void keep() throws IOException {
    kept = kind == Name.KNOWN;
    folder.touch(folder.path().getFileSystem().getPath(FolderLock.FILE));
  }

  /** Leaves it when it is closed, as if nobody had looked. */
  void leave() {
    kept = true;
  }

  /** Whether it will be there for the same transfer when it goes on. */
  public boolean isKept() {
    return kept;
  }

  boolean hasJournal() throws IOException {
    return folder.attributesIfAny(folder.path().getFileSystem().getPath(JOURNAL)) != null;
  }

  Instant used() throws IOException {
    Path file = folder.path().getFileSystem().getPath(FolderLock.FILE);
    return folder.attributes(file).lastModifiedTime().toInstant();
  }

  @Override
  public void close() throws IOException {
    try (lock;
        folder) {
      if (!kept) {
        parent.delete(name);
      }
    }
  }
}
