package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A device of a list, for use without a window.
 *
 * @param edgeUrl the address of its edge
 * @param settings its name, id, group and tags
 */
public record ListedDevice(String edgeUrl, DeviceSettings settings) {
  /** The devices of the console's own list; none if there is no list. Blocks; changes nothing. */
  public static List<ListedDevice> ofConsole(Path dataFolder) {
    return of(new ProfileFile(dataFolder, Clock.systemUTC(), null).load().edges());
  }

  /** The devices of a list that was exported, see {@code docs/lists.md}. Blocks. */
  public static List<ListedDevice> ofFile(Path file) throws ListException {
    return of(ListFile.read(file, _ -> List.of()).edges());
  }

  private static List<ListedDevice> of(List<Profile.Edge> edges) {
    return edges.stream()
        .flatMap(
            edge ->
                edge.devices().stream()
                    .map(device -> new ListedDevice(edge.settings().url(), device.settings())))
        .toList();
  }
}
