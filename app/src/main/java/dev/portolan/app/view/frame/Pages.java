package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;

/** Creates the pages of tabs. */
interface Pages {
  TabPage overview();

  DevicePage device(DeviceItem device);

  ShellPage shell(DeviceItem device);
}
