package dev.portolan.app.view.common;

import dev.portolan.app.model.DeviceItem;
import java.nio.file.Path;
import java.util.List;

/** Sends files of this computer to devices. FX thread. */
@FunctionalInterface
public interface Uploads {
  /**
   * Begins to send them, or queues that.
   *
   * @param sources files and folders
   * @param folder the absolute path of a folder on the device
   */
  void upload(DeviceItem device, List<Path> sources, String folder);
}
