package dev.portolan.app.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile on disk. Blocks; not thread-safe.
 *
 * <p>Writes are atomic: a new profile is written to a temporary file, the old one is kept as {@code
 * profile.json.bak}, and the new one is renamed. A symbolic link is kept, and its target is
 * replaced. Only the first console of a folder may write.
 */
public final class ProfileFile implements AutoCloseable {
  static final int VERSION = 1;
  static final int MAX_BYTES = 5 * 1024 * 1024;
  private static final String NAME = "profile.json";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path folder;
  private final Clock clock;
  private final @Nullable FileChannel lock;
  private final List<ProfileNotice> notices = new ArrayList<>();
  private ObjectNode onDisk = JsonNodeFactory.instance.objectNode();
  private Set<String> unread = Set.of();
  private boolean writable;

  /** Without a lock the folder is only read. */
  ProfileFile(Path folder, Clock clock, @Nullable FileChannel lock) {
    this.folder = folder;
    this.clock = clock;
    this.lock = lock;
    this.writable = lock != null;
  }

  /** Opens the folder, creating it if necessary. Problems are reported by {@link #notices}. */
  public static ProfileFile open(Path folder, Clock clock) {
    FileChannel channel = null;
    try {
      SafeFiles.ensurePrivateFolder(folder);
      channel = SafeFiles.lock(folder.resolve("profile.lock"));
      ProfileFile file = new ProfileFile(folder, clock, channel);
      if (channel == null) {
        file.notices.add(new ProfileNotice.OpenElsewhere());
      } else {
        file.removeLeftovers();
      }
      return file;
    } catch (IOException denied) {
      SafeFiles.closeQuietly(channel);
      ProfileFile file = new ProfileFile(folder, clock, null);
      file.notices.add(new ProfileNotice.NoAccess(reason(denied)));
      return file;
    }
  }

  /** Notices for the user so far. */
  public List<ProfileNotice> notices() {
    return List.copyOf(notices);
  }

  /** Whether changes are saved. */
  public boolean isWritable() {
    return writable;
  }

  /** Reads the profile, or its backup if it cannot be parsed, else an empty one. */
  Profile load() {
    Path file = folder.resolve(NAME);
    try {
      return parse(file);
    } catch (NoSuchFileException absent) {
      return backup();
    } catch (ProfileException corrupt) {
      return recover(file);
    } catch (IOException unreadable) {
      denied(unreadable);
      return Profile.EMPTY;
    }
  }

  /** Writes the profile, unless it is {@linkplain #isWritable read-only}. */
  void save(Profile profile) throws IOException {
    if (!writable) {
      return;
    }
    ObjectNode next = ProfileWriter.write(profile, onDisk, unread);
    if (next.equals(onDisk)) {
      return;
    }
    byte[] bytes = JSON.writeValueAsBytes(next);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("The profile would be larger than 5 MiB");
    }
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      SafeFiles.replace(backupFile(), temporary(backupFile()), Files.readAllBytes(file));
    }
    Path target = SafeFiles.followLinks(file);
    SafeFiles.replace(target, temporary(target), bytes);
    SafeFiles.syncFolder(target.resolveSibling(""));
    SafeFiles.syncFolder(folder);
    onDisk = next;
  }

  /** Releases the lock, so that another console may write. */
  @Override
  public void close() {
    SafeFiles.closeQuietly(lock);
    writable = false;
  }

  private Profile parse(Path file) throws IOException, ProfileException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "It is not a regular file");
    }
    long size = attributes.size();
    if (size > MAX_BYTES) {
      throw new ProfileException("The profile is larger than 5 MiB");
    }
    if (writable) {
      SafeFiles.ensurePrivateFile(file);
    }
    JsonNode node;
    try {
      node = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException malformed) {
      throw new ProfileException("The profile is not JSON", malformed);
    }
    if (!(node instanceof ObjectNode root) || root.path("version").asInt(0) < 1) {
      throw new ProfileException("The profile names no version");
    }
    int version = root.path("version").asInt(0);
    if (version > VERSION) {
      writable = false;
      notices.add(new ProfileNotice.FromNewerVersion(version));
    }
    ProfileReader.Reading reading = ProfileReader.read(root);
    unread = reading.unread();
    if (!unread.isEmpty()) {
      notices.add(new ProfileNotice.Unread(unread.size()));
    }
    onDisk = root;
    return reading.profile();
  }

  private Profile recover(Path corrupt) {
    Path kept = aside();
    boolean fromBackup;
    Profile profile;
    try {
      profile = parse(backupFile());
      fromBackup = true;
    } catch (NoSuchFileException | ProfileException none) {
      profile = Profile.EMPTY;
      fromBackup = false;
    } catch (IOException unreadable) { // It may be good, and is not to be written over.
      denied(unreadable);
      return Profile.EMPTY;
    }
    if (writable) {
      try {
        Files.move(corrupt, kept);
      } catch (IOException immovable) {
        denied(immovable);
        return profile;
      }
    }
    notices.add(new ProfileNotice.SetAside(writable ? kept : corrupt, fromBackup));
    return profile;
  }

  /** An unused name for a broken profile. */
  private Path aside() {
    String name = NAME + ".bad-" + STAMP.format(clock.instant());
    Path free = folder.resolve(name);
    for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = folder.resolve(name + "-" + i);
    }
    return free;
  }

  /** The backup, if the profile is missing. */
  private Profile backup() {
    try {
      return parse(backupFile());
    } catch (NoSuchFileException firstStart) {
      return Profile.EMPTY;
    } catch (ProfileException corrupt) {
      return recover(backupFile());
    } catch (IOException unreadable) {
      denied(unreadable);
      return Profile.EMPTY;
    }
  }

  private void denied(IOException failure) {
    writable = false;
    notices.add(new ProfileNotice.NoAccess(reason(failure)));
  }

  private Path backupFile() {
    return folder.resolve(NAME + ".bak");
  }

  /** A temporary file beside {@code target}, for an atomic rename. */
  private Path temporary(Path target) {
    return target.resolveSibling(
        NAME + ".tmp-" + STAMP.format(clock.instant()) + "-" + System.nanoTime());
  }

  /** Deletes temporary files of a crashed console. The lock is held, so they are stale. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, NAME + ".tmp-*")) {
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "No permission for " + denied.getFile();
      case FileSystemException other when other.getReason() != null ->
          other.getReason() + ": " + other.getFile();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
