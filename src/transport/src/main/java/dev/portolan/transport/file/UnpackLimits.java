package dev.portolan.transport.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much an archive may hold.
 *
 * @param entries files, folders and links
 * @param bytes of all files
 * @param ratio how many times larger than its compressed form, beyond {@link #RATIO_FROM} bytes
 */
record UnpackLimits(int entries, long bytes, int ratio) {
  /** Where the ratio begins to count. */
  static final long RATIO_FROM = 64L << 20;

  private static final int ENTRIES = 200_000;
  private static final int RATIO = 200;
  private static final long ROOM_TO_LEAVE = 512L << 20;
  private static final int PART_TO_LEAVE = 20;

  /** What a folder has room for; some is left to others. */
  static UnpackLimits of(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    long leave = Math.max(ROOM_TO_LEAVE, store.getTotalSpace() / PART_TO_LEAVE);
    return new UnpackLimits(ENTRIES, Math.max(0, store.getUsableSpace() - leave), RATIO);
  }
}
