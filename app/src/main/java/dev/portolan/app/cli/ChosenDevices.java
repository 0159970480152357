package dev.portolan.app.cli;

import dev.portolan.app.store.DataFolder;
import dev.portolan.app.store.ListException;
import dev.portolan.app.store.ListedDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose devices behind an edge. */
final class ChosenDevices {
  @Option(
      names = "--device",
      paramLabel = "ID[,ID...]",
      split = ",",
      order = 2,
      description =
          "Devices, by the ids that the edge knows them by, or by their names in the list. May be repeated.")
  private List<String> devices = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      order = 3,
      description =
          "The devices of this group of the list, with those of the groups within; a group within another one is OUTER/INNER. May be repeated.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      order = 3,
      description = "The devices of the list with this tag. May be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      order = 3,
      description =
          "The list, as the console exports it. Without it: the console's own list. Only devices of it count that are behind the edge.")
  private @Nullable Path list;

  /** Ids with the names that the devices go by, in the order in which they were chosen. */
  Map<String, String> behind(String edgeUrl) throws Failure {
    if (devices.isEmpty() && groups.isEmpty() && tags.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "no device: give --device ID, --group GROUP or --tag TAG");
    }
    List<ListedDevice> known =
        read().stream().filter(each -> same(each.edgeUrl(), edgeUrl)).toList();
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String device : devices) {
      List<ListedDevice> named =
          known.stream()
              .filter(each -> each.settings().name().equals(device))
              .filter(each -> !each.settings().path().equals(device))
              .toList();
      if (named.size() > 1) {
        throw new Failure(
            ExitCode.USAGE, "--device " + device + ": several devices have this name; give the id");
      }
      if (named.isEmpty()) {
        chosen.put(device, name(known, device));
      } else {
        add(chosen, named.getFirst());
      }
    }
    for (String group : groups) {
      List<String> path = List.of(group.split("/"));
      addAll(
          chosen,
          "--group " + group,
          known.stream().filter(each -> isIn(each.settings().group(), path)).toList());
    }
    for (String tag : tags) {
      addAll(
          chosen,
          "--tag " + tag,
          known.stream().filter(each -> each.settings().tags().contains(tag)).toList());
    }
    return chosen;
  }

  private List<ListedDevice> read() throws Failure {
    if (list == null) {
      return ListedDevice.ofConsole(DataFolder.standard());
    }
    try {
      return ListedDevice.ofFile(list);
    } catch (ListException e) {
      throw new Failure(ExitCode.FILE, "--list " + list + ": " + e.getMessage(), e);
    }
  }

  private static boolean isIn(List<String> group, List<String> path) {
    return group.size() >= path.size() && group.subList(0, path.size()).equals(path);
  }

  private static String name(List<ListedDevice> known, String id) {
    return known.stream()
        .filter(each -> each.settings().path().equals(id))
        .map(each -> each.settings().name())
        .findFirst()
        .orElse(id);
  }

  private static void addAll(Map<String, String> chosen, String option, List<ListedDevice> some)
      throws Failure {
    if (some.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, option + ": no device of the list that is behind this edge");
    }
    some.forEach(each -> add(chosen, each));
  }

  private static void add(Map<String, String> chosen, ListedDevice device) {
    chosen.putIfAbsent(device.settings().path(), device.settings().name());
  }

  private static boolean same(String one, String other) {
    return one.replaceAll("/+$", "").equals(other.replaceAll("/+$", ""));
  }
}
