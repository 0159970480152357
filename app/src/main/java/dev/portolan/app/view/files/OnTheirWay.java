package dev.portolan.app.view.files;

import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import java.util.HashMap;
import java.util.Map;
import javafx.util.Subscription;

/** Counts the transfers that are not over, by the folder that they go to. FX thread. */
final class OnTheirWay {
  private final Map<Goal, Integer> counts = new HashMap<>();

  private record Goal(TransferDirection direction, String folder) {
    static Goal of(TransferItem item) {
      return new Goal(item.direction(), item.folder());
    }
  }

  /** Counts a transfer until the subscription ends. */
  Subscription follow(TransferItem item) {
    count(item, true, item.status().phase().isOver());
    return item.statusProperty()
        .subscribe((before, now) -> count(item, before.phase().isOver(), now.phase().isOver()))
        .and(() -> count(item, item.status().phase().isOver(), true));
  }

  private void count(TransferItem item, boolean wasOver, boolean isOver) {
    int change = (wasOver ? 1 : 0) - (isOver ? 1 : 0);
    counts.merge(
        Goal.of(item),
        change,
        (count, more) -> count + more == 0 ? null : Integer.valueOf(count + more));
  }

  /** Whether one that is not over goes where this one has gone. */
  boolean areTo(TransferItem item) {
    return counts.getOrDefault(Goal.of(item), 0) > 0;
  }
}
