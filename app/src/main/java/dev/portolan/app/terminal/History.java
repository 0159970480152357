package dev.portolan.app.terminal;

/**
 * The rows that have left the screen, bounded in number by the person and in bytes by the memory
 * for all terminals: the oldest go first. Every row keeps its number for as long as it is here.
 * Guarded by the lock of its screen.
 */
final class History {
  private static final int LEAST_PLACES = 64;

  private final ScrollbackShare share;
  private final RowPacker packer = new RowPacker();
  private int maxRows;
  private PackedRow[] ring = new PackedRow[LEAST_PLACES];
  private int start;
  private int size;
  private long firstNumber;
  private boolean shortened;

  History(int maxRows, ScrollbackShare share) {
    this.maxRows = maxRows;
    this.share = share;
  }

  /** A history without rows that goes on with the numbers of this one, in the same bounds. */
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

  /** Whether the oldest rows are gone for the sake of memory, and not of the person's bound. */
  boolean isShortened() {
    return shortened;
  }

  /** Row {@code index}, counted from the oldest. */
  Row get(int index) {
    return ring[(start + index) % ring.length].unpack();
  }

  /** What a shell said of row {@code index}, counted from the oldest. */
  RowMarks marks(int index) {
    return ring[(start + index) % ring.length].marks();
  }

  void setMarks(int index, RowMarks marks) {
    ring[(start + index) % ring.length].setMarks(marks);
  }

  void add(Row row) {
    if (maxRows == 0) {
      firstNumber++;
      return;
    }
    PackedRow packed = pack(row);
    if (size == ring.length) {
      moveTo(2 * size);
    }
    ring[(start + size) % ring.length] = packed;
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

  private PackedRow pack(Row row) {
    PackedRow packed = packer.pack(row);
    StyleTable styles = packed.styles();
    share.take(packed.bytes() + styles.addRow());
    return packed;
  }

  private void moveTo(int places) {
    PackedRow[] other = new PackedRow[places];
    for (int i = 0; i < size; i++) {
      other[i] = ring[(start + i) % ring.length];
    }
    ring = other;
    start = 0;
  }

  /** Takes the oldest row out. */
  Row takeFirst() {
    return removeFirst().unpack();
  }

  private PackedRow removeFirst() {
    PackedRow row = remove(start);
    start = (start + 1) % ring.length;
    firstNumber++;
    shrink();
    return row;
  }

  /** Takes the newest row out. */
  Row takeLast() {
    PackedRow row = remove((start + size - 1) % ring.length);
    shrink();
    return row.unpack();
  }

  private PackedRow remove(int place) {
    PackedRow row = ring[place];
    ring[place] = null;
    size--;
    share.release(row.bytes() + row.styles().removeRow());
    return row;
  }

  private void shrink() {
    if (ring.length > LEAST_PLACES && size < ring.length / 4) {
      moveTo(ring.length / 2);
    }
  }

  /**
   * Drops the oldest rows, at least {@code bytes} of them together or all that there are.
   *
   * @return whether there were any
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

  /** Forgets all rows; their numbers are not given again. */
  void clear() {
    while (size > 0) {
      removeFirst();
    }
    packer.renew();
    shortened = false;
  }

  /** Keeps nothing any more. */
  void close() {
    maxRows = 0;
    clear();
    share.close();
  }
}
