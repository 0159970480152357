package dev.portolan.app.view.run;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.fleet.RunAnswer;
import dev.portolan.app.fleet.RunPart;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.session.DeviceTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the devices that a command is run on. */
sealed interface RunRow {
  /** What it is recognised by after a change. */
  Object key();

  /** The devices behind it. */
  List<DeviceItem> devices();

  /** Devices that are equally far. */
  record Stage(Progress progress, List<DeviceItem> devices) implements RunRow {
    public Stage {
      devices = List.copyOf(devices);
    }

    @Override
    public Object key() {
      return progress;
    }
  }

  /** Devices with equal answers. */
  record Answer(AnswerGroup<DeviceTarget> group) implements RunRow {
    @Override
    public Object key() {
      return group.answer();
    }

    @Override
    public List<DeviceItem> devices() {
      return group.parts().stream().map(part -> part.target().device()).toList();
    }

    RunAnswer answer() {
      return group.answer();
    }
  }

  /**
   * A device.
   *
   * @param part its part of the run; null before the first
   */
  record Device(DeviceItem device, @Nullable RunPart<DeviceTarget> part) implements RunRow {
    @Override
    public Object key() {
      return device;
    }

    @Override
    public List<DeviceItem> devices() {
      return List.of(device);
    }

    /** Whether there may be more output. */
    boolean isOpen() {
      return part != null && part.answer() == null;
    }
  }

  /** How far a device is that has not answered. */
  enum Progress {
    /** Before the first run. */
    CHOSEN,
    RUNNING,
    /** Not connected. */
    WAITING,
    QUEUED
  }

  /**
   * A row with those below it.
   *
   * @param row the row
   * @param below the rows of its devices
   */
  record Branch(RunRow row, List<Device> below) {
    public Branch {
      below = List.copyOf(below);
    }
  }
}
