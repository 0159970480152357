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

/** Counts transfers by their phases. FX thread. */
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
    move(item, null, item.status().phase());
    return item.statusProperty()
        .subscribe((before, now) -> move(item, before.phase(), now.phase()))
        .and(() -> move(item, item.status().phase(), null));
  }

  /** Counts one that comes, changes its phase, or goes. */
  private void move(TransferItem item, @Nullable TransferPhase from, @Nullable TransferPhase to) {
    if (from == to) {
      return;
    }
    if (from != null) {
      counts.merge(from, -1, Integer::sum);
    }
    if (to != null) {
      counts.merge(to, 1, Integer::sum);
    }
    if (to == TransferPhase.ASKING) {
      asking.add(item);
    } else {
      asking.remove(item);
    }
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
