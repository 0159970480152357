package dev.portolan.app.transfer;

import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.TransferConflict;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was queued together, and so may be answered together. FX thread. */
final class Batch {
  private @Nullable ConflictAnswer answer;
  private @Nullable CompletableFuture<Map<String, TransferConflict>> names;

  /** The answer for all of them; null while there is none. */
  @Nullable ConflictAnswer answer() {
    return answer;
  }

  void answerAll(ConflictAnswer given) {
    answer = given;
  }

  /** What is in the folder that they go to; asked for once. */
  CompletableFuture<Map<String, TransferConflict>> names(
      Supplier<CompletableFuture<Map<String, TransferConflict>>> ask) {
    CompletableFuture<Map<String, TransferConflict>> known = names;
    if (known == null) {
      known = ask.get();
      names = known;
    }
    return known;
  }

  /** Forgets it, because that was long ago. */
  void forgetNames() {
    names = null;
  }
}
