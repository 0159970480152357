package dev.portolan.app.transfer;

import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferConflict;

/** How one attempt of a transfer has ended. */
sealed interface Outcome {
  /**
   * All of it has come, except for what the meter has as left out.
   *
   * @param previous what became of the file that it has replaced
   */
  record Whole(PreviousVersion previous) implements Outcome {}

  /** Nothing was sent, because the device cannot keep the file that would be replaced. */
  record CannotKeep() implements Outcome {}

  /** The user does not want it any more. */
  record Cancelled() implements Outcome {}

  /** It was held for too long. */
  record Suspended() implements Outcome {}

  /** Something is in its way. */
  record Blocked(TransferConflict by) implements Outcome {}

  /**
   * The connection was lost; another attempt may succeed.
   *
   * @param reason why, in one sentence
   */
  record Lost(String reason) implements Outcome {}

  /**
   * Another attempt would fail, too.
   *
   * @param reason why, in one sentence
   */
  record Failed(String reason) implements Outcome {}
}
