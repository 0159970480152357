package dev.portolan.interop.mux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The totals of one end, in the peer's format. Thread-safe. */
final class Totals {
  private final List<String> faults = new ArrayList<>();
  private int streams;
  private long upBytes;
  private long upSum;
  private long downBytes;
  private long downSum;

  synchronized void up(byte[] bytes) {
    upBytes += bytes.length;
    upSum += Noise.sum(bytes);
  }

  synchronized void down(byte[] bytes) {
    downBytes += bytes.length;
    downSum += Noise.sum(bytes);
  }

  synchronized void ended() {
    streams++;
    notifyAll();
  }

  synchronized void failed(String what, Throwable cause) {
    faults.add(what + ": " + cause);
  }

  /** Errors of streams, one sentence each. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** Waits until a number of streams have ended, or for the time limit. */
  synchronized void await(int count, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (long left = patience.toMillis();
        streams < count && left > 0;
        left = (deadline - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  @Override
  public synchronized String toString() {
    return "streams=%d bad=%d up=%d:%d down=%d:%d"
        .formatted(streams, faults.size(), upBytes, upSum, downBytes, downSum);
  }
}
