package dev.portolan.transport.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  private final TransferListener listener;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int entries;
  private long bytes;

  private Unpacker(Target target, UnpackLimits limits, boolean windows, TransferListener listener) {
    this.target = target;
    this.limits = limits;
    this.windows = windows;
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
    try (Folder folder = Folder.open(target.folder());
        Staging staging = Staging.in(folder)) {
      new Unpacker(target, limits, windows, listener).unpack(in, staging);
      Placement.move(staging.folder(), folder, target.as());
    } catch (IOException e) {
      throw TransferException.of(e);
    }
  }

  private void unpack(InputStream in, Staging staging) throws IOException {
    try (ArchiveInput input = ArchiveInput.of(in, limits.ratio())) {
      TarArchiveInputStream tar =
          new TarArchiveInputStream(input, TAR_BLOCK, TAR_BLOCK, "UTF-8", false);
      for (TarArchiveEntry entry = next(input, tar); entry != null; entry = next(input, tar)) {
        add(entry, tar, staging);
      }
      input.finish();
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

  private static @Nullable TarArchiveEntry next(ArchiveInput input, TarArchiveInputStream tar)
      throws IOException {
    input.beginHeaders();
    try {
      return tar.getNextEntry();
    } catch (TransferException | EOFException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    } finally {
      input.endHeaders();
    }
  }

  private void add(TarArchiveEntry entry, TarArchiveInputStream tar, Staging staging)
      throws IOException {
    if (++entries > limits.entries()) {
      throw new TransferException("the archive has more than " + limits.entries() + " entries");
    }
    String name = entry.getName();
    List<String> path = EntryName.components(name, windows);
    checkTop(path.getFirst(), entry.isDirectory() || path.size() > 1);
    if (entry.isSparse()) {
      throw refused(name, "a sparse file");
    }
    switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> addFolder(entry, path, staging);
      case TarConstants.LF_SYMLINK -> {
        requireNoContent(entry);
        listener.entry(name, 0);
        staging.link(path, LinkTarget.check(entry.getLinkName(), path, windows));
      }
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
        if (entry.isDirectory()) {
          addFolder(entry, path, staging);
        } else {
          addFile(entry, path, tar, staging);
        }
      }
      case TarConstants.LF_LINK -> throw refused(name, "a hard link");
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw refused(name, "a device");
      case TarConstants.LF_FIFO -> throw refused(name, "a named pipe");
      default -> throw refused(name, "something unknown");
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
    staging.folder(path, Modes.ofFolder(entry.getMode()));
  }

  private void addFile(
      TarArchiveEntry entry, List<String> path, TarArchiveInputStream tar, Staging staging)
      throws IOException {
    long size = entry.getSize();
    if (size < 0 || size > limits.bytes() - bytes) {
      throw new TransferException("there is not enough room for '" + entry.getName() + "'");
    }
    bytes += size;
    listener.entry(entry.getName(), size);
    try (StagedFile file = staging.file(path, Modes.ofFile(entry.getMode()))) {
      long left = size;
      while (left > 0) {
        int count = read(tar, (int) Math.min(left, buffer.length));
        file.write(buffer, count);
        left -= count;
        listener.transferred(count);
      }
      file.finish();
    }
  }

  private int read(TarArchiveInputStream tar, int wanted) throws IOException {
    try {
      int count = tar.read(buffer, 0, wanted);
      if (count <= 0) {
        throw new EOFException();
      }
      return count;
    } catch (TransferException | EOFException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }
}
