package dev.portolan.transport.relay;

/** How a relay came to its end. */
public enum RelayEnd {
  /** In order; the near end was the first to finish. */
  NEAR_CLOSED,
  /** In order; the far end was the first to finish. */
  FAR_CLOSED,
  /** The near end's connection broke. */
  NEAR_LOST,
  /** The far end's connection broke, so its last bytes may be missing. */
  FAR_LOST,
  /** By {@link Relay#close()}. */
  STOPPED
}
