package dev.portolan.app.view.files;

import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.store.Members;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Counts transfers by their phases, whenever one of them changes. FX thread. */
final class QueueTally {
  private final Map<TransferPhase, Integer> counts = new EnumMap<>(TransferPhase.class);
  private final Set<TransferItem> asking = new LinkedHashSet<>();
  private final Runnable changed;

  /**
   * @param changed is told of each change
   */
  QueueTally(Runnable changed) {
    this.changed = changed;
  }

  /** Counts these until the subscription ends. */
  Subscription follow(ObservableList<TransferItem> items) {
    return Members.follow(items, this::follow);
  }

  private Subscription follow(TransferItem item) {
    add(item, item.status().phase());
    return item.statusProperty()
        .subscribe(
            (before, now) -> {
              remove(item, before.phase());
              add(item, now.phase());
            })
        .and(() -> remove(item, item.status().phase()));
  }

  private void add(TransferItem item, TransferPhase phase) {
    counts.merge(phase, 1, Integer::sum);
    if (phase == TransferPhase.ASKING) {
      asking.add(item);
    }
    changed.run();
  }

  private void remove(TransferItem item, TransferPhase phase) {
    counts.merge(phase, -1, Integer::sum);
    asking.remove(item);
    changed.run();
  }

  int running() {
    return counts.getOrDefault(TransferPhase.RUNNING, 0);
  }

  int over() {
    return counts.entrySet().stream()
        .filter(each -> each.getKey().isOver())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The one that has been asking for longest; null if none asks. */
  @Nullable TransferItem asking() {
    return asking.isEmpty() ? null : asking.iterator().next();
  }
}
