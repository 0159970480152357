package dev.portolan.app.session;

import java.util.concurrent.atomic.LongAdder;

/** Counts input and output bytes of a device's shells. Thread-safe. */
final class ShellMeter {
  private final LongAdder down = new LongAdder();
  private final LongAdder up = new LongAdder();

  void printed(int bytes) {
    down.add(bytes);
  }

  void typed(int bytes) {
    up.add(bytes);
  }

  long bytesDown() {
    return down.sum();
  }

  long bytesUp() {
    return up.sum();
  }
}
