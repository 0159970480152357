package dev.portolan.app.view.sidebar;

import java.util.List;
import java.util.stream.Stream;

/**
 * A row with those below it.
 *
 * @param row the row
 * @param children its children in order
 */
record SidebarBranch(SidebarRow row, List<SidebarBranch> children) {
  SidebarBranch {
    children = List.copyOf(children);
  }

  static SidebarBranch leaf(SidebarRow row) {
    return new SidebarBranch(row, List.of());
  }

  /** The rows of devices in it, in order. */
  Stream<SidebarRow.Device> devices() {
    return Stream.concat(
        row instanceof SidebarRow.Device device ? Stream.of(device) : Stream.empty(),
        children.stream().flatMap(SidebarBranch::devices));
  }
}
