package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Uploads;
import dev.portolan.app.view.control.Dialog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/**
 * Sends dropped files to the folder that a shell is in, or else to the one that the user is asked
 * for. FX thread.
 */
final class FileDrops {
  private final Uploads uploads;
  private final Consumer<Dialog> dialogs;
  private final Map<DeviceItem, String> last = new WeakHashMap<>();

  /**
   * @param dialogs shows a dialog
   */
  FileDrops(Uploads uploads, Consumer<Dialog> dialogs) {
    this.uploads = uploads;
    this.dialogs = dialogs;
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
    dialogs.accept(
        new SendDialog(
            device.name(),
            what,
            last.getOrDefault(device, ""),
            chosen -> {
              last.put(device, chosen);
              uploads.upload(device, files, chosen);
            }));
  }
}
