package dev.portolan.transport.file;

import dev.portolan.transport.folder.DiskQueue;
import dev.portolan.transport.folder.EntryName;
import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.Leftovers;
import dev.portolan.transport.folder.LinkTarget;
import dev.portolan.transport.folder.Modes;
import dev.portolan.transport.folder.StagedFile;
import dev.portolan.transport.message.FileRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a gzip-compressed tar archive of anybody into a folder, all of it or nothing.
 *
 * <p>It is unpacked beside its place, and moved there when all of it has come, is what its check
 * sum says, and is on the disk. So what was there before stays if anything fails. Blocks; needs the
 * same memory whatever the size.
 */
public final class Unpacker {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int TAR_BLOCK = 512;
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  /**
   * Where an archive goes.
   *
   * @param folder an existing one
   * @param expected the only name that may be at the top of the archive; null for any
   * @param as the name that this gets in the folder; null to keep its own
   * @param folders whether it may be a folder
   */
  public record Target(
      Path folder, @Nullable String expected, @Nullable String as, boolean folders) {}

  private final Target target;
  private final UnpackLimits limits;
  private final boolean windows;
  private final @Nullable Journal journal;
  private final TransferListener listener;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int entries;
  private long bytes;

  /** What is still to be read of the last block of the content before. */
  private int padding;

  private Unpacker(
      Target target,
      UnpackLimits limits,
      boolean windows,
      @Nullable Journal journal,
      TransferListener listener) {
    this.target = target;
    this.limits = limits;
    this.windows = windows;
    this.journal = journal;
    this.listener = listener;
  }

  /**
   * Unpacks one archive. Reads nothing behind its end; closes the input.
   *
   * @throws TransferException if the archive is not what it should be, is too large, or does not
   *     fit into the folder
   * @throws IOException if the input fails
   */
  public static void unpack(InputStream in, Target target, TransferListener listener)
      throws IOException {
    UnpackLimits limits;
    try {
      limits = UnpackLimits.of(target.folder());
    } catch (IOException e) {
      throw TransferException.of(e);
    }
    unpack(in, target, limits, WINDOWS, listener);
  }

  static void unpack(
      InputStream in,
      Target target,
      UnpackLimits limits,
      boolean windows,
      TransferListener listener)
      throws IOException {
    try (Folder folder = Folder.open(target.folder())) {
      Leftovers.sweep(folder);
      try (Staging staging = Staging.in(folder)) {
        try (ArchiveInput input = ArchiveInput.of(in, limits.ratio())) {
          new Unpacker(target, limits, windows, null, listener).unpack(input, staging);
        }
        Placement.move(staging, folder, target.as(), FileRequest.Replaced.DISCARD);
      }
    } catch (IOException e) {
      throw TransferException.of(e);
    }
  }

  /** Unpacks an archive, of which some may have been unpacked already. */
  static void unpack(
      Journal journal,
      Staging staging,
      Target target,
      UnpackLimits limits,
      TransferListener listener)
      throws IOException {
    new Unpacker(target, limits, WINDOWS, journal, listener).unpack(journal, staging);
  }

  private void unpack(InputStream archive, Staging staging) throws IOException {
    try (DiskQueue disk = new DiskQueue()) {
      TarBytes input = new TarBytes(archive);
      TarArchiveInputStream tar =
          new TarArchiveInputStream(input, TAR_BLOCK, TAR_BLOCK, "UTF-8", false);
      for (TarArchiveEntry entry = next(input, tar); entry != null; entry = next(input, tar)) {
        add(entry, tar, staging, disk);
      }
      input.finish();
      disk.await();
    } catch (EOFException e) {
      throw new TransferException("the archive ended too early", e);
    }
    if (entries == 0) {
      throw new TransferException("nothing was sent: the archive is empty");
    }
  }

  private static TransferException damaged(Exception cause) {
    return new TransferException("the archive is damaged", cause);
  }

  private @Nullable TarArchiveEntry next(TarBytes input, TarArchiveInputStream tar)
      throws IOException {
    input.beginHeaders();
    TarArchiveEntry entry;
    try {
      entry = tar.getNextEntry();
    } catch (TransferException | EOFException | Journal.StartOver e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
    byte[] headers = input.endHeaders();
    if (entry != null) {
      HeaderNames.check(headers, padding);
    }
    return entry;
  }

  private void add(
      TarArchiveEntry entry, TarArchiveInputStream tar, Staging staging, DiskQueue disk)
      throws IOException {
    padding = 0;
    if (++entries > limits.entries()) {
      throw new TransferException("the archive has more than " + limits.entries() + " entries");
    }
    String name = entry.getName();
    List<String> path = fit(() -> EntryName.components(name, windows));
    checkTop(path.getFirst(), entry.isDirectory() || path.size() > 1);
    if (entry.isSparse()) {
      throw refused(name, "a sparse file");
    }
    switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> addFolder(entry, path, staging);
      case TarConstants.LF_SYMLINK -> {
        requireNoContent(entry);
        listener.entry(name, 0);
        staging.link(
            path, fit(() -> LinkTarget.check(entry.getLinkName(), path, windows)), state());
      }
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
        if (entry.isDirectory()) {
          addFolder(entry, path, staging);
        } else {
          disk.add(addFile(entry, path, tar, staging));
        }
      }
      case TarConstants.LF_LINK -> throw refused(name, "a hard link");
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw refused(name, "a device");
      case TarConstants.LF_FIFO -> throw refused(name, "a named pipe");
      default -> throw refused(name, "something unknown");
    }
  }

  /** Whether what comes may be in its place already. */
  private Staging.Entry state() {
    return journal != null && journal.isReplaying() ? Staging.Entry.KNOWN : Staging.Entry.NEW;
  }

  private static <T> T fit(Supplier<T> checked) throws TransferException {
    try {
      return checked.get();
    } catch (IllegalArgumentException e) {
      throw new TransferException(String.valueOf(e.getMessage()), e);
    }
  }

  private void checkTop(String top, boolean isFolder) throws TransferException {
    String expected = target.expected();
    if (expected != null && !top.equals(expected)) {
      throw new TransferException("asked for '" + expected + "', but '" + top + "' was sent");
    }
    if (isFolder && !target.folders()) {
      throw new TransferException("'" + top + "' is a folder");
    }
  }

  private static TransferException refused(String name, String what) {
    return new TransferException("the archive has " + what + ", which is refused: '" + name + "'");
  }

  private static void requireNoContent(TarArchiveEntry entry) throws TransferException {
    if (entry.getSize() != 0) {
      throw new TransferException(
          "the archive is damaged: '" + entry.getName() + "' is no file and has content");
    }
  }

  private void addFolder(TarArchiveEntry entry, List<String> path, Staging staging)
      throws IOException {
    requireNoContent(entry);
    listener.entry(entry.getName(), 0);
    staging.folder(path, Modes.ofFolder(entry.getMode()), state());
  }

  private StagedFile addFile(
      TarArchiveEntry entry, List<String> path, TarArchiveInputStream tar, Staging staging)
      throws IOException {
    StagedFile file = staging.file(path, Modes.ofFile(entry.getMode()), state());
    try {
      write(entry, tar, file);
      file.finish();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void write(TarArchiveEntry entry, TarArchiveInputStream tar, StagedFile file)
      throws IOException {
    long size = entry.getSize();
    long stored = journal == null ? 0 : journal.beginContent(file, size);
    if (size < 0 || size - stored > limits.bytes() - bytes) {
      throw new TransferException("there is not enough room for '" + entry.getName() + "'");
    }
    bytes += size - stored;
    listener.entry(entry.getName(), size);
    long done = 0;
    while (done < size) {
      int count = read(tar, (int) Math.min(size - done, buffer.length));
      if (done >= stored) { // A read never goes beyond what is stored.
        file.write(buffer, count);
        listener.transferred(count);
      }
      done += count;
    }
    padding = (int) ((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
  }

  private int read(TarArchiveInputStream tar, int wanted) throws IOException {
    try {
      int count = tar.read(buffer, 0, wanted);
      if (count <= 0) {
        throw new EOFException();
      }
      return count;
    } catch (TransferException | EOFException | Journal.StartOver e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }
}
