package dev.portolan.transport.relay;

/** How a relay handles the end of one direction. */
public enum HalfClose {
  /** It is forwarded, and the other direction stays open. Requires half-close on both sides. */
  FORWARD,
  /**
   * For a far end that closes both directions on any FIN: the near end's FIN is withheld until the
   * far end is done, or has been idle for 5 seconds; for a quarter of a second if the last bytes
   * came from it. The far end's FIN closes both.
   */
  DEFER,
  /** The first FIN closes both, once the data before it has been forwarded. */
  CLOSE
}
