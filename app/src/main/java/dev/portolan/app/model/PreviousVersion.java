package dev.portolan.app.model;

import java.util.Objects;

/** What became of the file that an upload has replaced. */
public sealed interface PreviousVersion {
  /** There was none, it was not kept, or another one was kept since. */
  record None() implements PreviousVersion {}

  /** The device has kept it. */
  record Kept() implements PreviousVersion {}

  /** It is being put back. */
  record Restoring() implements PreviousVersion {}

  /**
   * It was not put back yet, because the file is not the one any more that was sent.
   *
   * @param now what the file is now
   */
  record ChangedSince(TransferConflict.FileThere now) implements PreviousVersion {
    public ChangedSince {
      Objects.requireNonNull(now, "now");
    }
  }

  /** It is back in its place; what was sent is the previous version now. */
  record Restored() implements PreviousVersion {}

  /**
   * It could not be put back.
   *
   * @param reason why, in one sentence
   */
  record Refused(String reason) implements PreviousVersion {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Whether the user can ask for it to be put back. */
  default boolean canBeRestored() {
    return switch (this) {
      case Kept(), ChangedSince _, Refused _ -> true;
      case None(), Restoring(), Restored() -> false;
    };
  }
}
