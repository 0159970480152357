package dev.portolan.app.transfer;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.task.Background;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts back the files that uploads have replaced.
 *
 * <p>What a file is after its transfer is remembered, so that a change by somebody else is noticed
 * before it is undone, too. Where the device lists nothing, that is not known.
 *
 * <p>FX thread.
 */
final class Restores {
  private final DeviceJobs jobs;
  private final RemoteNames names;
  private final Executor fx;
  private final List<TransferItem> items;
  private final Map<TransferItem, TransferConflict> sent = new WeakHashMap<>();
  private final Map<Folder, List<TransferItem>> listed = new HashMap<>();

  private record Folder(DeviceItem device, String path) {}

  /**
   * @param items all transfers
   */
  Restores(DeviceJobs jobs, RemoteNames names, Executor fx, List<TransferItem> items) {
    this.jobs = jobs;
    this.names = names;
    this.fx = fx;
    this.items = items;
  }

  /** An upload is in its place. What others have replaced there cannot be put back any more. */
  void placed(TransferItem item) {
    forget(item.device(), item.folder(), item.name(), each -> each != item);
    if (item.previous() instanceof PreviousVersion.Kept) {
      remember(item);
    }
  }

  /** Remembers what the file is now. One listing of a folder at a time serves all that wait. */
  private void remember(TransferItem item) {
    Folder folder = new Folder(item.device(), item.folder());
    List<TransferItem> waiting = listed.get(folder);
    if (waiting == null) {
      listed.put(folder, new ArrayList<>());
      list(folder, List.of(item));
    } else {
      waiting.add(item);
    }
  }

  private void list(Folder folder, List<TransferItem> replaced) {
    names
        .in(folder.device(), folder.path())
        .whenCompleteAsync((there, failure) -> listed(folder, replaced, there), fx);
  }

  private void listed(
      Folder folder, List<TransferItem> replaced, @Nullable Map<String, TransferConflict> there) {
    if (there != null) {
      for (TransferItem item : replaced) {
        TransferConflict now = there.get(item.name());
        if (now != null) {
          sent.put(item, now);
        }
      }
    }
    List<TransferItem> waiting = listed.put(folder, new ArrayList<>());
    if (waiting == null || waiting.isEmpty()) {
      listed.remove(folder);
    } else {
      list(folder, waiting);
    }
  }

  /**
   * Puts back what a transfer has replaced. If the file has changed since, that is said first, and
   * the next call does it.
   */
  void restore(TransferItem item) {
    if (!item.previous().canBeRestored()) {
      return;
    }
    boolean warned = item.previous() instanceof PreviousVersion.ChangedSince;
    item.setPrevious(new PreviousVersion.Restoring());
    TransferConflict known = sent.get(item);
    if (warned || known == null) {
      restoreNow(item);
    } else {
      names
          .in(item.device(), item.folder())
          .whenCompleteAsync((there, failure) -> compare(item, known, there), fx);
    }
  }

  private void compare(
      TransferItem item, TransferConflict known, @Nullable Map<String, TransferConflict> there) {
    TransferConflict now = there == null ? null : there.get(item.name());
    if (now instanceof TransferConflict.FileThere changed && !changed.equals(known)) {
      item.setPrevious(new PreviousVersion.ChangedSince(changed));
    } else {
      restoreNow(item);
    }
  }

  private void restoreNow(TransferItem item) {
    restore(item.device(), item.folder(), item.name())
        .whenComplete(
            (done, failure) ->
                item.setPrevious(
                    failure == null
                        ? new PreviousVersion.Restored()
                        : new PreviousVersion.Refused(
                            String.valueOf(Background.cause(failure).getMessage()))));
  }

  /**
   * Puts back what a file of a device was before.
   *
   * @return completes on the FX thread; fails with a sentence for the user
   */
  CompletableFuture<Void> restore(DeviceItem device, String folder, String name) {
    return jobs.run(device, new Job.Restore(folder, name))
        .thenRun(() -> forget(device, folder, name, each -> true));
  }

  /** What these transfers have replaced there is not the previous version any more. */
  private void forget(
      DeviceItem device, String folder, String name, Predicate<TransferItem> which) {
    for (TransferItem each : items) {
      if (each.previous().canBeRestored()
          && each.device().equals(device)
          && each.folder().equals(folder)
          && each.name().equals(name)
          && which.test(each)) {
        each.setPrevious(new PreviousVersion.None());
      }
    }
  }
}
