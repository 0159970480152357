package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Icons;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;

/** Context menus. FX thread. */
public final class Menus {
  private Menus() {}

  /** An item with an icon. */
  public static MenuItem item(String text, String icon, Runnable action) {
    MenuItem item = new MenuItem(text, Icons.of(icon));
    item.setOnAction(event -> action.run());
    return item;
  }

  /**
   * Shows a menu where it was asked for, unless it is empty. Set by hand, because accelerators of a
   * control's own menu would apply to the whole window.
   */
  public static void show(
      ContextMenu menu, List<MenuItem> items, Node owner, ContextMenuEvent event) {
    menu.hide();
    if (!items.isEmpty()) {
      menu.getItems().setAll(items);
      menu.show(owner, event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }
}
