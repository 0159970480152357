package dev.portolan.app.view.files;

import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;

/** What the user can do with a transfer. */
enum TransferAction {
  PAUSE("pause", Icons.PAUSE),
  RESUME("resume", Icons.GO_ON),
  RETRY("retry", Icons.RETRY),
  RESTORE("restore", Icons.RESTORE),
  SHOW("show", Icons.FOLDER),
  /** In the desktop's own program. */
  OPEN_FOLDER("open-folder", Icons.OPEN),
  CANCEL("cancel", Icons.CLOSE);

  private final String key;
  private final String icon;

  TransferAction(String key, String icon) {
    this.key = key;
    this.icon = icon;
  }

  String id() {
    return "transfer-" + key;
  }

  String icon() {
    return icon;
  }

  /** The key of its text. */
  String key() {
    return "transfer." + key;
  }

  String text() {
    return Texts.get(key());
  }

  /** Whether it can be done now. */
  boolean fits(TransferItem item) {
    TransferPhase phase = item.status().phase();
    return switch (this) {
      case PAUSE ->
          switch (phase) {
            case QUEUED, WAITING_FOR_DEVICE, RUNNING, RETRYING -> true;
            case ASKING, PAUSED, DONE, INCOMPLETE, SKIPPED, CANCELLED, FAILED -> false;
          };
      case RESUME -> phase == TransferPhase.PAUSED;
      case RETRY ->
          switch (phase) {
            case CANCELLED, FAILED, SKIPPED -> true;
            case QUEUED, WAITING_FOR_DEVICE, ASKING, RUNNING, PAUSED, RETRYING, DONE, INCOMPLETE ->
                false;
          };
      case RESTORE -> item.previous().canBeRestored();
      case SHOW -> hasCome(phase);
      case OPEN_FOLDER -> hasCome(phase) && item.direction() == TransferDirection.DOWNLOAD;
      case CANCEL -> !phase.isOver();
    };
  }

  private static boolean hasCome(TransferPhase phase) {
    return phase == TransferPhase.DONE || phase == TransferPhase.INCOMPLETE;
  }
}
