package dev.portolan.app.view.run;

import dev.portolan.app.fleet.FleetRun;
import dev.portolan.app.fleet.RunCommand;
import dev.portolan.app.fleet.RunOptions;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.session.DeviceTarget;
import java.util.List;

/** Prepares commands on devices. FX thread. */
@FunctionalInterface
public interface DeviceRuns {
  /**
   * Prepares a command, which is not begun yet.
   *
   * @param changed called on the FX thread when a device has begun or ended
   * @param printed called on any thread after output has come
   */
  FleetRun<DeviceTarget> prepare(
      List<DeviceItem> devices,
      RunCommand command,
      RunOptions options,
      Runnable changed,
      Runnable printed);
}
