package dev.portolan.app.view.frame;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Members;
import dev.portolan.app.transfer.Transfers;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Tells how transfers end in the activity log, many to one folder in one line, and that one asks
 * something while no tab shows it. FX thread.
 */
final class TransferNews {
  private final Transfers transfers;
  private final ActivityLog activity;
  private final Navigator navigator;
  private final BooleanSupplier shown;
  private final Map<Goal, Told> told = new HashMap<>();

  private TransferNews(
      Transfers transfers, ActivityLog activity, Navigator navigator, BooleanSupplier shown) {
    this.transfers = transfers;
    this.activity = activity;
    this.navigator = navigator;
    this.shown = shown;
  }

  /**
   * Starts telling, until the window ends.
   *
   * @param shown whether a tab shows the queue
   */
  static void start(
      Transfers transfers, ActivityLog activity, Navigator navigator, BooleanSupplier shown) {
    TransferNews news = new TransferNews(transfers, activity, navigator, shown);
    Members.follow(
        transfers.items(),
        item ->
            item.statusProperty()
                .subscribe((before, now) -> news.changed(item))
                .and(item.previousProperty().subscribe((before, now) -> news.restored(item, now))));
    transfers
        .unfinishedProperty()
        .subscribe(
            (before, now) -> {
              if (now.intValue() == 0) {
                news.told.clear();
              }
            });
  }

  private void changed(TransferItem item) {
    String name = UnseenCharacters.shown(item.name());
    String device = item.device().name();
    switch (item.status().phase()) {
      case DONE, INCOMPLETE -> came(item, name);
      case FAILED ->
          activity.add(
              Level.ERROR,
              ActivitySubject.of(item.device()),
              Texts.get("transfer.news.failed", name, item.status().reason()));
      case ASKING -> {
        if (!shown.getAsBoolean()) {
          navigator.tell(Texts.get("transfer.news.asks", name, device));
        }
      }
      case QUEUED, WAITING_FOR_DEVICE, RUNNING, PAUSED, RETRYING, SKIPPED, CANCELLED -> {}
    }
  }

  private void restored(TransferItem item, PreviousVersion previous) {
    String name = UnseenCharacters.shown(item.name());
    ActivitySubject device = ActivitySubject.of(item.device());
    switch (previous) {
      case PreviousVersion.Restored() ->
          activity.add(
              Level.GOOD,
              device,
              Texts.get("transfer.news.restored", name, UnseenCharacters.shown(item.folder())));
      case PreviousVersion.Refused(String reason) ->
          activity.add(Level.ERROR, device, Texts.get("transfer.news.not-restored", name, reason));
      case PreviousVersion.None(),
          PreviousVersion.Kept(),
          PreviousVersion.Restoring(),
          PreviousVersion.ChangedSince _ -> {}
    }
  }

  private void came(TransferItem item, String name) {
    Goal goal = new Goal(item.device(), item.direction(), item.folder());
    Told before = told.get(goal);
    String folder = UnseenCharacters.shown(item.folder());
    boolean sent = item.direction() == TransferDirection.UPLOAD;
    ActivitySubject device = ActivitySubject.of(item.device());
    int count = before == null ? 1 : before.count() + 1;
    String words =
        before == null
            ? Texts.get(sent ? "transfer.news.sent" : "transfer.news.got", name, folder)
            : Texts.get(sent ? "transfer.news.sent.many" : "transfer.news.got.many", count, folder);
    ActivityEntry entry =
        before == null
            ? activity.add(Level.GOOD, device, words)
            : activity.replace(before.entry(), Level.GOOD, device, words);
    if (transfers.unfinishedProperty().get() > 0) {
      told.put(goal, new Told(entry, count));
    }
  }

  private record Goal(DeviceItem device, TransferDirection direction, String folder) {}

  private record Told(ActivityEntry entry, int count) {}
}
