package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LastFolders;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Uploads;
import dev.portolan.app.view.control.Dialog;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends dropped files to the folder that a shell is in, or else to the one that the user is asked
 * for. FX thread.
 */
final class FileDrops {
  private final Uploads uploads;
  private final Consumer<Dialog> dialogs;
  private final WindowMemory memory;

  /**
   * @param dialogs shows a dialog
   * @param memory the folders of last time
   */
  FileDrops(Uploads uploads, Consumer<Dialog> dialogs, WindowMemory memory) {
    this.uploads = uploads;
    this.dialogs = dialogs;
    this.memory = memory;
  }

  /**
   * Sends files to a device.
   *
   * @param folder the absolute path of the folder; empty if it is not known
   */
  void send(DeviceItem device, List<Path> files, String folder) {
    if (!folder.isEmpty()) {
      uploads.upload(device, files, folder);
      return;
    }
    String what =
        files.size() == 1
            ? UnseenCharacters.shown(String.valueOf(files.getFirst().getFileName()))
            : Texts.get("drop.files", files.size());
    LastFolders.OfDevice last = memory.folders().of(device.id());
    dialogs.accept(
        new SendDialog(
            device.name(),
            what,
            last.dropped().isEmpty() ? last.there() : last.dropped(),
            chosen -> {
              LastFolders now = memory.folders();
              memory.remember(now.with(now.of(device.id()).withDropped(chosen)));
              uploads.upload(device, files, chosen);
            }));
  }
}
