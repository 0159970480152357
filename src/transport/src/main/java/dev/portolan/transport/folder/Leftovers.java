package dev.portolan.transport.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What transfers left in a folder that were cut off.
 *
 * <p>It is kept for a while, so that they can go on, as long as it is not too much. What a killed
 * process left without a journal is of no use to anybody.
 */
public final class Leftovers {
  /** How long one is kept. */
  public static final Duration AGE = Duration.ofHours(24);

  private static final int COUNT = 8;
  private static final int PART_OF_DISK = 10;

  /** How many are looked at; more can only be there on purpose. */
  private static final int MAX_NAMES = 1_000;

  private record Leftover(Path name, Instant used, long bytes) {}

  private Leftovers() {}

  /** Removes those that are too old or too many; never one that a transfer uses. */
  public static void sweep(Folder folder) throws IOException {
    long bytes = Files.getFileStore(folder.path()).getTotalSpace() / PART_OF_DISK;
    sweep(folder, Instant.now(), COUNT, bytes);
  }

  static void sweep(Folder folder, Instant now, int maxCount, long maxBytes) throws IOException {
    List<Leftover> kept = new ArrayList<>();
    for (Path name : names(folder)) {
      Leftover leftover = keptOf(folder, name, now.minus(AGE));
      if (leftover != null) {
        kept.add(leftover);
      }
    }
    kept.sort(Comparator.comparing(Leftover::used).reversed());
    long bytes = 0;
    for (int i = 0; i < kept.size(); i++) {
      bytes += kept.get(i).bytes();
      if (i >= maxCount || bytes > maxBytes) {
        remove(folder, kept.get(i).name());
      }
    }
  }

  private static List<Path> names(Folder folder) throws IOException {
    List<Path> names = new ArrayList<>();
    try (Folder again = folder.again()) {
      for (Path name : again.names()) {
        if (PrivateFolder.isOne(name) && names.size() < MAX_NAMES) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Null if it is gone now, or not ours to judge. */
  private static @Nullable Leftover keptOf(Folder folder, Path name, Instant oldest) {
    try (PrivateFolder unused = PrivateFolder.ifUnused(folder, name)) {
      if (unused == null || !unused.hasJournal() || unused.used().isBefore(oldest)) {
        return null;
      }
      unused.leave();
      return new Leftover(name, unused.used(), Folder.bytes(folder.path().resolve(name)));
    } catch (IOException notOurs) {
      return null;
    }
  }

  private static void remove(Folder folder, Path name) throws IOException {
    PrivateFolder unused = PrivateFolder.ifUnused(folder, name);
    if (unused != null) {
      unused.close();
    }
  }
}
