package dev.portolan.smux;

/** A stream was broken off, by the peer or for a limit of ours, while its session goes on. */
public final class StreamResetException extends SmuxException {
  private static final long serialVersionUID = 1L;

  private final ResetCause reset;

  /** Broken off by the peer. */
  StreamResetException(ResetCause reset) {
    this(reset, "The stream was broken off " + reset.words() + ".");
  }

  StreamResetException(ResetCause reset, String message) {
    super(message);
    this.reset = reset;
  }

  /** Why, as it was told on the wire. */
  public ResetCause reset() {
    return reset;
  }
}
