package dev.portolan.app.cli;

import dev.portolan.device.DeviceListener;
import dev.portolan.device.DeviceState;
import org.jspecify.annotations.Nullable;

/** Tells how a device stands with its edge: on an event loop, a few lines per outage. */
final class DeviceReport implements DeviceListener {
  private final Surroundings around;
  private boolean wasReady;
  private @Nullable String lastComplaint;

  DeviceReport(Surroundings around) {
    this.around = around;
  }

  @Override
  public void changed(DeviceState state) {
    switch (state) {
      case DeviceState.Ready _ -> {
        if (!wasReady) {
          around.say("ready");
        } else if (lastComplaint != null) {
          around.complain("the edge is back");
        }
        wasReady = true;
        lastComplaint = null;
      }
      case DeviceState.Waiting waiting -> {
        String complaint = Failure.sentence(waiting.cause());
        if (!complaint.equals(lastComplaint)) {
          around.complain(complaint + " It is tried again by itself.");
        }
        lastComplaint = complaint;
      }
      case DeviceState.Connecting _, DeviceState.Stopped _ -> {}
    }
  }
}
