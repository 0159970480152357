package dev.portolan.app.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scrollback, limited in rows by the setting and in bytes by {@link ScrollbackMemory}. The
 * oldest rows are dropped first. Rows keep their numbers. Guarded by the screen's lock.
 */
final class History {
  private final ScrollbackShare share;
  private final RowPacker packer = new RowPacker();
  private int maxRows;

  /** From the oldest on; none is empty. */
  private final List<RowChunk> chunks = new ArrayList<>();

  private int size;
  private long firstNumber;
  private boolean shortened;

  History(int maxRows, ScrollbackShare share) {
    this.maxRows = maxRows;
    this.share = share;
  }

  /** An empty history that continues this one's numbers, with the same limits. */
  History successor() {
    History next = new History(maxRows, share);
    next.firstNumber = firstNumber + size;
    next.shortened = shortened;
    return next;
  }

  int size() {
    return size;
  }

  /** The number of the oldest row. */
  long firstNumber() {
    return firstNumber;
  }

  /** Whether rows were dropped because of the memory limit. */
  boolean isShortened() {
    return shortened;
  }

  /** Row {@code index} from the oldest. */
  Row get(int index) {
    return chunkOf(firstNumber + index).get(firstNumber + index);
  }

  /** The marks of row {@code index} from the oldest. */
  RowMarks marks(int index) {
    return chunkOf(firstNumber + index).marks(firstNumber + index);
  }

  void setMarks(int index, RowMarks marks) {
    chunkOf(firstNumber + index).setMarks(firstNumber + index, marks);
  }

  private RowChunk chunkOf(long number) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).firstNumber() <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return chunks.get(low);
  }

  void add(Row row) {
    if (maxRows == 0) {
      firstNumber++;
      return;
    }
    pack(row);
    size++;
    if (size > maxRows) {
      removeFirst();
      shortened = false;
    }
    while (size > 0 && share.isOverdrawn()) {
      removeFirst();
      shortened = true;
    }
  }

  private void pack(Row row) {
    int length = packer.pack(row);
    StyleTable styles = packer.styles();
    RowChunk newest = chunks.isEmpty() ? null : chunks.getLast();
    if (newest == null
        || newest.styles() != styles
        || !newest.add(packer.data(), length, row.marks())) {
      add(newChunk(newest, styles, length)).add(packer.data(), length, row.marks());
    }
    share.take(RowChunk.bytesOf(length) + styles.addRow());
  }

  private RowChunk add(RowChunk chunk) {
    chunks.add(chunk);
    return chunk;
  }

  private RowChunk newChunk(@Nullable RowChunk before, StyleTable styles, int length) {
    long number = firstNumber + size;
    if (length > RowChunk.BYTES) {
      return RowChunk.of(new byte[length], styles, number);
    }
    if (before == null) {
      return RowChunk.growing(styles, number);
    }
    if (before.styles() != styles) {
      byte[] full = before.data();
      before.trim();
      share.recycle(full);
    }
    return RowChunk.of(share.chunk(), styles, number);
  }

  /** Removes the oldest row. */
  Row takeFirst() {
    Row row = chunks.getFirst().get(firstNumber);
    removeFirst();
    return row;
  }

  private void removeFirst() {
    RowChunk oldest = chunks.getFirst();
    release(oldest, oldest.removeFirst());
    firstNumber++;
    if (oldest.isEmpty()) {
      chunks.removeFirst();
    }
  }

  /** Removes the newest row. */
  Row takeLast() {
    RowChunk newest = chunks.getLast();
    Row row = newest.get(firstNumber + size - 1);
    release(newest, newest.removeLast());
    if (newest.isEmpty()) {
      chunks.removeLast();
    }
    return row;
  }

  private void release(RowChunk chunk, long bytes) {
    size--;
    share.release(bytes + chunk.styles().removeRow());
    if (chunk.isEmpty()) {
      share.recycle(chunk.data());
    }
  }

  /**
   * Drops the oldest rows, at least {@code bytes} in total or all.
   *
   * @return whether any were dropped
   */
  boolean drop(long bytes) {
    boolean any = size > 0;
    long target = share.held() - bytes;
    while (size > 0 && share.held() > target) {
      removeFirst();
    }
    shortened |= any;
    return any;
  }

  /** Drops all rows. Their numbers are not reused. */
  void clear() {
    while (size > 0) {
      removeFirst();
    }
    packer.renew();
    shortened = false;
  }

  /** Discards everything for good. */
  void close() {
    maxRows = 0;
    clear();
    share.close();
  }
}
