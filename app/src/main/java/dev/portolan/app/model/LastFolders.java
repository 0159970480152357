package dev.portolan.app.model;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders that files went between last.
 *
 * @param devices those of devices, the ones that were used last at the end; no more than {@value
 *     #MOST}
 * @param chosen the folder of this computer that was chosen last; may be empty
 */
public record LastFolders(List<OfDevice> devices, String chosen) {
  /** None. */
  public static final LastFolders NONE = new LastFolders(List.of(), "");

  private static final int MOST = 200;
  private static final int LONGEST = 4_096;

  /**
   * The folders for one device. Each may be empty.
   *
   * @param here the folder of this computer that was shown beside it
   * @param there the folder of the device that was shown
   * @param dropped the folder of the device that files were dropped for
   */
  public record OfDevice(String deviceId, String here, String there, String dropped) {
    public OfDevice {
      Objects.requireNonNull(deviceId, "deviceId");
      here = bounded(here);
      there = bounded(there);
      dropped = bounded(dropped);
    }

    /** The same with others shown; an empty one leaves what was there. */
    public OfDevice withShown(String nowHere, String nowThere) {
      return new OfDevice(
          deviceId,
          nowHere.isEmpty() ? here : nowHere,
          nowThere.isEmpty() ? there : nowThere,
          dropped);
    }

    /** The same with another one for drops. */
    public OfDevice withDropped(String now) {
      return new OfDevice(deviceId, here, there, now);
    }
  }

  public LastFolders {
    devices = List.copyOf(devices.subList(Math.max(0, devices.size() - MOST), devices.size()));
    chosen = bounded(chosen);
  }

  private static String bounded(String path) {
    return path.length() > LONGEST ? "" : path;
  }

  /** Those of a device. */
  public OfDevice of(String deviceId) {
    return devices.stream()
        .filter(each -> each.deviceId().equals(deviceId))
        .findFirst()
        .orElse(new OfDevice(deviceId, "", "", ""));
  }

  /** The same with other ones of a device. */
  public LastFolders with(OfDevice device) {
    return new LastFolders(
        Stream.concat(
                devices.stream().filter(each -> !each.deviceId().equals(device.deviceId())),
                Stream.of(device))
            .toList(),
        chosen);
  }

  /** The same with another chosen one. */
  public LastFolders withChosen(String folder) {
    return new LastFolders(devices, folder);
  }

  /** The same without other devices. */
  public LastFolders only(Set<String> deviceIds) {
    return new LastFolders(
        devices.stream().filter(each -> deviceIds.contains(each.deviceId())).toList(), chosen);
  }
}
