package dev.portolan.app.view.edge;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.NaturalOrder;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Groups and tags of devices as text, as users type them. */
public final class GroupText {
  private GroupText() {}

  /** Nested groups, outermost first, separated by slashes. */
  public static String of(List<String> group) {
    return String.join(" / ", group);
  }

  /** Parses nested groups. There may be more than {@link DeviceSettings#MAX_GROUPS}. */
  static List<String> parse(String text) {
    return Arrays.stream(text.split("/"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Why the groups cannot be used, or empty. */
  static String problem(String text) {
    return parse(text).size() > DeviceSettings.MAX_GROUPS
        ? Texts.get("device.group.deep", DeviceSettings.MAX_GROUPS)
        : "";
  }

  /** Tags separated by commas or semicolons; each may have blanks. */
  static List<String> tags(String text) {
    return Arrays.stream(text.split("[,;\n]"))
        .map(tag -> tag.strip().replaceAll("\\s+", " "))
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }

  /** The groups in use, with those around them, in order. */
  static List<String> known(Inventory inventory) {
    Set<String> known = new TreeSet<>(NaturalOrder.INSTANCE);
    inventory
        .devices()
        .map(device -> device.settings().group())
        .distinct()
        .flatMap(
            group ->
                Stream.iterate(1, depth -> depth + 1)
                    .limit(group.size())
                    .map(depth -> of(group.subList(0, depth))))
        .forEach(known::add);
    return List.copyOf(known);
  }
}
