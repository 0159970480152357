package dev.portolan.app.model;

/**
 * How fast all transfers move.
 *
 * @param down bytes per second from devices
 * @param up bytes per second to devices
 */
public record TransferRate(long down, long up) {
  /** Nothing moves. */
  public static final TransferRate NONE = new TransferRate(0, 0);
}
