package dev.portolan.app.model;

/** State of a transfer. */
public enum TransferPhase {
  /** Waits for others to end. */
  QUEUED,
  /** Starts when the device is connected. */
  WAITING_FOR_DEVICE,
  /** Something of its name is there already; the user decides. */
  ASKING,
  /** Runs. */
  RUNNING,
  /** Held by the user. */
  PAUSED,
  /** Was lost; starts again by itself. */
  RETRYING,
  /** Complete. */
  DONE,
  /** Complete, except for what was left out. */
  INCOMPLETE,
  /** Not wanted, because something of its name is there. */
  SKIPPED,
  /** Cancelled by the user. */
  CANCELLED,
  /** Failed; can be retried by the user. */
  FAILED;

  /** Whether nothing happens any more, unless the user retries it. */
  public boolean isOver() {
    return switch (this) {
      case QUEUED, WAITING_FOR_DEVICE, ASKING, RUNNING, PAUSED, RETRYING -> false;
      case DONE, INCOMPLETE, SKIPPED, CANCELLED, FAILED -> true;
    };
  }
}
