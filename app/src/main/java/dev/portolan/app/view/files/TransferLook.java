package dev.portolan.app.view.files;

import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferFigures;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.TransferStatus;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transfers in words. */
final class TransferLook {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final int LISTED = 12;

  private TransferLook() {}

  /** The display of a transfer's state at a time (for countdowns). */
  static StateLook of(TransferItem item, Instant now) {
    return switch (item.previous()) {
      case PreviousVersion.None(), PreviousVersion.Kept() -> of(item.status(), now);
      case PreviousVersion.Restoring() ->
          new StateLook(Icons.BUSY, Texts.get("transfer.state.restoring"), Tone.BUSY);
      case PreviousVersion.ChangedSince _ ->
          new StateLook(Icons.ASKS, Texts.get("transfer.state.changed"), Tone.WARNING);
      case PreviousVersion.Restored() ->
          new StateLook(Icons.RESTORE, Texts.get("transfer.state.restored"), Tone.GOOD);
      case PreviousVersion.Refused _ ->
          new StateLook(Icons.FAILED, Texts.get("transfer.state.not-restored"), Tone.BAD);
    };
  }

  private static StateLook of(TransferStatus status, Instant now) {
    return switch (status.phase()) {
      case QUEUED -> new StateLook(Icons.WAITING, Texts.get("transfer.state.queued"), Tone.NEUTRAL);
      case WAITING_FOR_DEVICE ->
          new StateLook(Icons.WAITING, Texts.get("transfer.state.waiting"), Tone.WARNING);
      case ASKING -> new StateLook(Icons.ASKS, Texts.get("transfer.state.asking"), Tone.WARNING);
      case RUNNING -> new StateLook(Icons.IN_USE, Texts.get("transfer.state.running"), Tone.BUSY);
      case PAUSED -> new StateLook(Icons.STALE, Texts.get("transfer.state.paused"), Tone.NEUTRAL);
      case RETRYING ->
          new StateLook(
              Icons.RETRY,
              StateLook.retrying(status.attempt(), status.retryAt(), now),
              Tone.WARNING);
      case DONE -> new StateLook(Icons.GOOD, Texts.get("transfer.state.done"), Tone.GOOD);
      case INCOMPLETE ->
          new StateLook(Icons.DEGRADED, Texts.get("transfer.state.incomplete"), Tone.WARNING);
      case SKIPPED ->
          new StateLook(Icons.SKIPPED, Texts.get("transfer.state.skipped"), Tone.NEUTRAL);
      case CANCELLED ->
          new StateLook(Icons.OFFLINE, Texts.get("transfer.state.cancelled"), Tone.NEUTRAL);
      case FAILED -> new StateLook(Icons.FAILED, Texts.get("transfer.state.failed"), Tone.BAD);
    };
  }

  /** Why it is in its state, or what was left out; empty if there is nothing to say. */
  static String reason(TransferItem item) {
    return switch (item.previous()) {
      case PreviousVersion.None(), PreviousVersion.Kept(), PreviousVersion.Restoring() ->
          reasonOfStatus(item);
      case PreviousVersion.ChangedSince(TransferConflict.FileThere now) ->
          Texts.get("transfer.changed", facts(now));
      case PreviousVersion.Restored() -> Texts.get("transfer.restored");
      case PreviousVersion.Refused(String reason) -> reason;
    };
  }

  private static String reasonOfStatus(TransferItem item) {
    return switch (item.status().phase()) {
      case INCOMPLETE -> leftOut(item);
      case ASKING -> question(item);
      case QUEUED,
          WAITING_FOR_DEVICE,
          RUNNING,
          PAUSED,
          RETRYING,
          DONE,
          SKIPPED,
          CANCELLED,
          FAILED ->
          item.status().reason();
    };
  }

  private static String leftOut(TransferItem item) {
    int count = item.leftOut().count();
    String listed =
        item.leftOut().first().stream()
            .limit(LISTED)
            .map(each -> "\n" + UnseenCharacters.shown(each.name()) + ": " + each.reason())
            .collect(Collectors.joining());
    return Texts.get("transfer.left-out", count)
        + listed
        + (count > LISTED ? "\n" + Texts.get("transfer.left-out.more", count - LISTED) : "");
  }

  /** What is in its way, in one sentence. */
  static String question(TransferItem item) {
    String name = UnseenCharacters.shown(item.name());
    String folder = to(item);
    return switch (item.conflict()) {
      case TransferConflict.FileThere there ->
          Texts.get(
              switch (item.direction()) {
                case UPLOAD -> "transfer.conflict.file.kept";
                case DOWNLOAD -> "transfer.conflict.file";
              },
              name,
              folder,
              facts(there));
      case TransferConflict.CannotKeep(TransferConflict.FileThere there) ->
          Texts.get("transfer.conflict.file.lost", name, folder, facts(there));
      case TransferConflict.FolderThere() -> Texts.get("transfer.conflict.folder", name, folder);
      case TransferConflict.OnItsWay() -> Texts.get("transfer.conflict.queued", name, folder);
      case TransferConflict.Unknown(String reason) ->
          (Texts.get("transfer.conflict.unknown", name, folder) + " " + reason).strip();
      case null -> "";
    };
  }

  private static String facts(TransferConflict.FileThere there) {
    return facts(there.bytes(), there.modified());
  }

  /** Size and time of a file. */
  static String facts(FileRow file) {
    return facts(file.bytes(), file.modified());
  }

  private static String facts(long bytes, @Nullable Instant modified) {
    String size = bytes < 0 ? "" : Formats.bytes(bytes);
    String time = time(modified);
    return size + (size.isEmpty() || time.isEmpty() ? "" : ", ") + time;
  }

  /** A time of the last change; empty if it is not known. */
  static String time(@Nullable Instant modified) {
    return modified == null ? "" : MINUTE.format(modified.atZone(ZoneId.systemDefault()));
  }

  /** Where it comes from and where it goes, in full. */
  static String way(TransferItem item) {
    String source =
        switch (item.direction()) {
          case UPLOAD -> UnseenCharacters.shown(item.source());
          case DOWNLOAD -> place(item.device().name(), item.source());
        };
    return source + "  →  " + to(item);
  }

  /** The folder that it comes from. */
  static String from(TransferItem item) {
    return switch (item.direction()) {
      case UPLOAD -> UnseenCharacters.shown(parent(item.source()));
      case DOWNLOAD -> place(item.device().name(), RemotePath.parent(item.source()));
    };
  }

  private static String parent(String file) {
    Path parent = Path.of(file).getParent();
    return parent == null ? file : parent.toString();
  }

  /** The folder that it goes to. */
  static String to(TransferItem item) {
    return switch (item.direction()) {
      case UPLOAD -> place(item.device().name(), item.folder());
      case DOWNLOAD -> UnseenCharacters.shown(item.folder());
    };
  }

  private static String place(String device, String path) {
    return UnseenCharacters.shown(device + ":" + path);
  }

  /** How far it is, in few words. */
  static String shortProgress(TransferItem item) {
    TransferProgress progress = item.progress();
    return progress
        .part()
        .filter(part -> isMoving(item))
        .map(
            part ->
                joined(
                    Texts.get("transfer.progress.percent", percent(part)),
                    rate(progress),
                    left(progress)))
        .orElseGet(() -> progress(item));
  }

  private static long percent(double part) {
    return Math.round(Math.floor(part * 100));
  }

  private static boolean isMoving(TransferItem item) {
    return switch (item.status().phase()) {
      case RUNNING, PAUSED -> true;
      case QUEUED,
          WAITING_FOR_DEVICE,
          ASKING,
          RETRYING,
          DONE,
          INCOMPLETE,
          SKIPPED,
          CANCELLED,
          FAILED ->
          false;
    };
  }

  private static String rate(TransferProgress progress) {
    return progress.rate() > 0 ? Formats.rate(progress.rate()) : "";
  }

  private static String left(TransferProgress progress) {
    return progress
        .left()
        .map(Formats::span)
        .map(span -> Texts.get("transfer.progress.left", span))
        .orElse("");
  }

  private static String joined(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  ·  "));
  }

  /** How far it is. */
  static String progress(TransferItem item) {
    TransferProgress progress = item.progress();
    return switch (item.status().phase()) {
      case RUNNING, PAUSED -> {
        String amount =
            progress.total() < 0
                ? Formats.bytes(progress.bytes())
                : Texts.get(
                    "transfer.progress.of",
                    Formats.bytes(progress.bytes()),
                    Formats.bytes(progress.total()));
        yield joined(amount, rate(progress), left(progress));
      }
      case DONE, INCOMPLETE -> {
        TransferFigures figures = item.figures();
        boolean timed = figures.took().toSeconds() > 0;
        yield joined(
            Formats.bytes(progress.bytes()),
            figures.entries() > 1 ? Texts.get("transfer.entries", figures.entries()) : "",
            timed ? Formats.span(figures.took()) : "",
            timed && figures.rate() > 0 ? Formats.rate(figures.rate()) : "");
      }
      case QUEUED, WAITING_FOR_DEVICE, ASKING, RETRYING, SKIPPED, CANCELLED, FAILED -> "";
    };
  }
}
