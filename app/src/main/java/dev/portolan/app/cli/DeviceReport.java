package dev.portolan.app.cli;

import dev.portolan.device.DeviceListener;
import dev.portolan.device.DeviceState;
import org.jspecify.annotations.Nullable;

/** Prints the state of a device's connection, a few lines per outage. On an event loop. */
final class DeviceReport implements DeviceListener {
  private final Environment environment;
  private boolean wasReady;
  private @Nullable String lastComplaint;

  DeviceReport(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void changed(DeviceState state) {
    switch (state) {
      case DeviceState.Ready _ -> {
        if (!wasReady) {
          environment.say("ready");
        } else if (lastComplaint != null) {
          environment.tell("the edge is back");
        }
        wasReady = true;
        lastComplaint = null;
      }
      case DeviceState.Waiting waiting -> {
        String complaint = Failure.sentence(waiting.cause());
        if (!complaint.equals(lastComplaint)) {
          environment.warn(complaint + " It is tried again by itself.");
        }
        lastComplaint = complaint;
      }
      case DeviceState.Connecting _, DeviceState.Stopped _ -> {}
    }
  }
}
