package dev.portolan.app.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a transfer may overwrite something. */
public sealed interface TransferConflict {
  /**
   * A file of its name is there.
   *
   * @param bytes its size
   * @param modified when it was changed last; null if that is not known
   */
  record FileThere(long bytes, @Nullable Instant modified) implements TransferConflict {}

  /**
   * A file of its name is there, and the device cannot keep it.
   *
   * @param there the file
   */
  record CannotKeep(FileThere there) implements TransferConflict {}

  /** A folder of its name is there, whose files of the same names would be replaced. */
  record FolderThere() implements TransferConflict {}

  /** Another transfer, which is not over, brings something of its name. */
  record OnItsWay() implements TransferConflict {}

  /**
   * What is there cannot be listed.
   *
   * @param reason why, in one sentence
   */
  record Unknown(String reason) implements TransferConflict {}
}
