package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;

/** Makes the pages that tabs hold. */
interface Pages {
  TabPage overview();

  DevicePage device(DeviceItem device);

  ShellPage shell(DeviceItem device);
}
