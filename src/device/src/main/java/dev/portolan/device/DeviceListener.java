package dev.portolan.device;

/** Receives a device's state changes. */
@FunctionalInterface
public interface DeviceListener {

  /** Called on an event loop, in order; must not block. */
  void changed(DeviceState state);
}
