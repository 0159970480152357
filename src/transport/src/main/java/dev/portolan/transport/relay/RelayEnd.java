package dev.portolan.transport.relay;

/** How a relay ended. */
public enum RelayEnd {
  /** In order, first by the near end. */
  NEAR_CLOSED,
  /** In order, first by the far end. */
  FAR_CLOSED,
  /** The near end was reset or lost. */
  NEAR_LOST,
  /** The far end was reset or lost, so its last bytes may be missing. */
  FAR_LOST,
  /** By {@link Relay#close()}. */
  STOPPED
}
