package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import java.util.List;

/** Creates the pages of tabs. */
interface Pages {
  TabPage overview();

  DevicePage device(DeviceItem device);

  ShellPage shell(DeviceItem device);

  /** The manual. */
  ManualPage manual();

  /** Commands on devices. */
  RunPage run(List<DeviceItem> devices);

  /** The files of a device, in these folders. */
  FilesPage files(DeviceItem device, List<String> folders);
}
