package dev.portolan.app.view.control;

import dev.portolan.app.view.common.DeviceFilter;
import dev.portolan.app.view.common.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.StringProperty;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu items for the parts of a filter: states and tags. FX thread. */
public final class FilterParts {
  /** Tags that are listed; others can be typed. */
  private static final int MAX_TAGS = 30;

  private FilterParts() {}

  /** Items that add parts to a filter and remove them. */
  public static List<MenuItem> of(StringProperty filter, List<String> tags) {
    List<MenuItem> items = new ArrayList<>();
    for (DeviceFilter.State state : DeviceFilter.State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      items.add(part(filter, Texts.get("sidebar.narrow." + name), state.text()));
    }
    if (!tags.isEmpty()) {
      items.add(new SeparatorMenuItem());
      tags.stream()
          .limit(MAX_TAGS)
          .forEach(tag -> items.add(part(filter, "#" + tag, DeviceFilter.tag(tag))));
    }
    return items;
  }

  private static CheckMenuItem part(StringProperty filter, String text, String part) {
    CheckMenuItem item = new CheckMenuItem(text);
    item.setMnemonicParsing(false);
    item.setSelected(DeviceFilter.isIn(filter.get(), part));
    item.setOnAction(event -> filter.set(DeviceFilter.toggled(filter.get(), part)));
    return item;
  }
}
