package dev.portolan.smux;

/**
 * How far one direction of a stream, or of what a stream is paired with, has come to its end: it is
 * open, ended in order, or reset. An end that was told while bytes before it still wait is on its
 * way.
 */
public enum FlowState {
  /** More may come. */
  OPEN,
  /** The source has said all; some of it has not been taken yet. */
  ENDING,
  /** All was taken, and the taker knows that it was all. */
  ENDED,
  /** The source broke off; some of what it said before has not been taken yet. */
  RESETTING,
  /** Broken off: what was taken is a true beginning, and perhaps not all. */
  RESET;

  /** What can happen to a direction. */
  public enum Event {
    /** The source has said all it had to say. */
    END,
    /** The source broke off, or the way from it did. */
    BREAK,
    /** The taker has taken all that was said, and has been told how it ended. */
    PASS,
    /** The taker takes nothing more, or is gone. */
    STOP
  }

  /** The state after {@code event}: what has come to its end stays as it is. */
  public FlowState after(Event event) {
    return switch (this) {
      case OPEN ->
          switch (event) {
            case END -> ENDING;
            case BREAK -> RESETTING;
            case PASS -> OPEN;
            case STOP -> RESET;
          };
      case ENDING ->
          switch (event) {
            case END, BREAK -> ENDING;
            case PASS -> ENDED;
            case STOP -> RESET;
          };
      case RESETTING ->
          switch (event) {
            case END, BREAK -> RESETTING;
            case PASS, STOP -> RESET;
          };
      case ENDED, RESET -> this;
    };
  }

  /** Whether nothing passes any more. */
  public boolean isOver() {
    return switch (this) {
      case OPEN, ENDING, RESETTING -> false;
      case ENDED, RESET -> true;
    };
  }
}
