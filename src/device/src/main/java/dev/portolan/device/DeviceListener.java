package dev.portolan.device;

/** Hears of a device's changes of state. */
@FunctionalInterface
public interface DeviceListener {

  /** Called on an event loop, in order; must not block. */
  void changed(DeviceState state);
}
