package dev.portolan.smux;

/**
 * The state of one direction of a stream or of the channel that it is relayed to: open, ended in
 * order (FIN) or reset. {@link #ENDING} and {@link #RESETTING} last until the data sent before is
 * delivered.
 */
public enum FlowState {
  /** More data may come. */
  OPEN,
  /** The sender has ended its direction. Some data is still to be delivered. */
  ENDING,
  /** All data was delivered, and then the end. */
  ENDED,
  /** The sender has reset its direction. Some earlier data is still to be delivered. */
  RESETTING,
  /** Reset: the receiver may have got only part of the data. */
  RESET;

  /** What happens to a direction. */
  public enum Event {
    /** The sender ends its direction (FIN). */
    END,
    /** The sender resets its direction, or its connection is lost. */
    RESET,
    /** The receiver has got all pending data and the end or reset behind it. */
    DELIVERED,
    /** The receiver reads no more, as with QUIC's STOP_SENDING, or is closed. */
    STOP_SENDING
  }

  /** The state after {@code event}. {@link #ENDED} and {@link #RESET} are final. */
  public FlowState after(Event event) {
    return switch (this) {
      case OPEN ->
          switch (event) {
            case END -> ENDING;
            case RESET -> RESETTING;
            case DELIVERED -> OPEN;
            case STOP_SENDING -> RESET;
          };
      case ENDING ->
          switch (event) {
            case END, RESET -> ENDING;
            case DELIVERED -> ENDED;
            case STOP_SENDING -> RESET;
          };
      case RESETTING ->
          switch (event) {
            case END, RESET -> RESETTING;
            case DELIVERED, STOP_SENDING -> RESET;
          };
      case ENDED, RESET -> this;
    };
  }

  /** Whether the state is final. */
  public boolean isOver() {
    return switch (this) {
      case OPEN, ENDING, RESETTING -> false;
      case ENDED, RESET -> true;
    };
  }
}
