package dev.portolan.transport.relay;

/**
 * Counts what passes. Each method is called on one event loop, though not on the same; not to
 * block.
 */
public interface RelayMeter {
  /** Counts nothing. */
  RelayMeter NONE =
      new RelayMeter() {
        @Override
        public void up(int bytes) {}

        @Override
        public void down(int bytes) {}
      };

  /** Bytes came from the near end for the far end. */
  void up(int bytes);

  /** Bytes came from the far end for the near end. */
  void down(int bytes);
}
