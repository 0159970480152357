package dev.portolan.smux;

/** A stream was reset, by the peer or because of one of our limits. The session continues. */
public final class StreamResetException extends SmuxException {
  private static final long serialVersionUID = 1L;

  private final ResetCause reset;

  /** A reset by the peer. */
  StreamResetException(ResetCause reset) {
    this(reset, "The stream was broken off " + reset.words() + ".");
  }

  StreamResetException(ResetCause reset, String message) {
    super(message);
    this.reset = reset;
  }

  /** The cause on the wire. */
  public ResetCause reset() {
    return reset;
  }
}
