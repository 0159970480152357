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
  private volatile long total;
  private volatile String file = "";
  private int leftOut;

  /**
   * @param total bytes in all; {@link TransferProgress#UNKNOWN} if that is not known
   */
  Meter(Gate gate, long total) {
    this.gate = gate;
    this.total = total;
  }

  /** Says how much it is in all, once that is known. */
  void expect(long whole) {
    total = whole;
  }

  @Override
  public void entry(String name, long size) {
    gate.pass();
    file = name;
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

  long bytes() {
    return bytes;
  }

  /** How far it is, at this rate. */
  TransferProgress progress(long rate) {
    return new TransferProgress(bytes, total, rate, file);
  }

  synchronized LeftOut leftOut() {
    return new LeftOut(first, leftOut);
  }
}
