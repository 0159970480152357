package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.Locale;

/** A row of the sidebar. A device has a row in each section that it is in. */
sealed interface SidebarRow {
  /** Where a row of a device is. */
  enum Section {
    FAVOURITES,
    RECENT,
    EDGES
  }

  /** Its key among the collapsed rows of a profile. */
  String key();

  /** The name that it shows. */
  String name();

  /** The heading of the favourites or of the recent devices. */
  record Heading(Section section) implements SidebarRow {
    @Override
    public String key() {
      return section.name();
    }

    @Override
    public String name() {
      return Texts.get("sidebar." + section.name().toLowerCase(Locale.ROOT));
    }
  }

  /** An edge. */
  record Edge(EdgeItem edge) implements SidebarRow {
    @Override
    public String key() {
      return edge.id();
    }

    @Override
    public String name() {
      return edge.name();
    }
  }

  /**
   * A group of devices of an edge.
   *
   * @param path its name behind those of the groups around it
   */
  record Group(EdgeItem edge, List<String> path) implements SidebarRow {
    public Group {
      path = List.copyOf(path);
    }

    @Override
    public String key() {
      return edge.id() + "/" + String.join("/", path);
    }

    @Override
    public String name() {
      return path.getLast();
    }
  }

  /** A device. */
  record Device(Section section, DeviceItem device) implements SidebarRow {
    @Override
    public String key() {
      return section.name() + "/" + device.id();
    }

    @Override
    public String name() {
      return device.name();
    }
  }
}
