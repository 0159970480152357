package dev.portolan.app.terminal;

/**
 * The rows that have left the screen, bounded in number and in bytes: the oldest go first. Every
 * row keeps its number for as long as it is here.
 */
final class History {
  private final int maxRows;
  private final long maxBytes;
  private Row[] ring = new Row[64];
  private int start;
  private int size;
  private long bytes;
  private long firstNumber;

  History(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  int size() {
    return size;
  }

  /** The number of the oldest row. */
  long firstNumber() {
    return firstNumber;
  }

  /** Row {@code index}, counted from the oldest. */
  Row get(int index) {
    return ring[(start + index) % ring.length];
  }

  void add(Row row) {
    row.pack();
    if (size == ring.length) {
      grow();
    }
    ring[(start + size) % ring.length] = row;
    size++;
    bytes += row.bytes();
    while (size > maxRows || (bytes > maxBytes && size > 0)) {
      removeFirst();
    }
  }

  private void grow() {
    Row[] larger = new Row[2 * ring.length];
    for (int i = 0; i < size; i++) {
      larger[i] = get(i);
    }
    ring = larger;
    start = 0;
  }

  private void removeFirst() {
    bytes -= ring[start].bytes();
    ring[start] = null;
    start = (start + 1) % ring.length;
    size--;
    firstNumber++;
  }

  /** Takes the newest row back. */
  Row removeLast() {
    size--;
    int at = (start + size) % ring.length;
    Row row = ring[at];
    ring[at] = null;
    bytes -= row.bytes();
    return row;
  }

  /** Forgets all rows; their numbers are not given again. */
  void clear() {
    firstNumber += size;
    ring = new Row[64];
    start = 0;
    size = 0;
    bytes = 0;
  }
}
