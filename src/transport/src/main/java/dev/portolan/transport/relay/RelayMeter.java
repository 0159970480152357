package dev.portolan.transport.relay;

/**
 * Counts relayed bytes. Each method is called on one event loop, possibly different ones. Must not
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

  /** Bytes were read from the near end. */
  void up(int bytes);

  /** Bytes were read from the far end. */
  void down(int bytes);
}
