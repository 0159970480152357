package dev.portolan.app.transfer;

import dev.portolan.app.model.LeftOut;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.transport.file.TransferListener;
import java.util.ArrayList;
import java.util.List;

/** Counts what one attempt has transferred, and passes it through a gate. Thread-safe. */
final class Meter implements TransferListener {
  private static final int LISTED = 100;

  private final Gate gate;
  private final List<LeftOut.Entry> first = new ArrayList<>();
  private volatile long bytes;
  private volatile long resumed;
  private volatile long total;
  private volatile String file = "";
  private volatile int entries;
  private int leftOut;

  /**
   * @param total bytes in all; {@link TransferProgress#UNKNOWN} if that is not known
   */
  Meter(Gate gate, long total) {
    this.gate = gate;
    this.total = total;
  }

  /** For what transfers nothing. */
  static Meter unused() {
    return new Meter(new Gate(Gate.LONGEST), 0);
  }

  @Override
  public void total(long whole) {
    total = whole;
  }

  @Override
  public void resumed(long count) {
    resumed = count;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // Only the thread of the transfer counts.
  public void entry(String name, long size) {
    gate.pass();
    file = name;
    entries++;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // Only the thread of the transfer counts.
  public void transferred(long count) {
    bytes += count;
    gate.pass();
  }

  @Override
  public synchronized void skipped(String name, String reason) {
    leftOut++;
    if (first.size() < LISTED) {
      first.add(new LeftOut.Entry(name, reason));
    }
  }

  /** Bytes of this attempt, without those that an earlier one had brought. */
  long bytes() {
    return bytes;
  }

  /** How many files, folders and links have come. */
  int entries() {
    return entries;
  }

  /** How far it is, at this rate. */
  TransferProgress progress(long rate) {
    return new TransferProgress(resumed + bytes, total, rate, file);
  }

  synchronized LeftOut leftOut() {
    return new LeftOut(first, leftOut);
  }
}
