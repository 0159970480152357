package dev.portolan.app.view.shell;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The context menu of a terminal. FX thread. */
final class ShellMenu extends ContextMenu {
  ShellMenu(ShellView view) {
    MenuItem copy = item("menu.copy", "menu-copy", view::copy);
    copy.setDisable(!view.hasSelection());
    MenuItem paste = item("menu.paste", "menu-paste", view::paste);
    paste.setDisable(!view.stateProperty().get().takesKeys());
    getItems()
        .addAll(
            copy,
            paste,
            new SeparatorMenuItem(),
            item("menu.find", "menu-find", view::find),
            item("menu.selectAll", "menu-select-all", view::selectAll),
            item("menu.clear", "menu-clear", view::clearScrollback),
            new SeparatorMenuItem(),
            item("menu.zoomIn", "menu-zoom-in", view::zoomIn),
            item("menu.zoomOut", "menu-zoom-out", view::zoomOut),
            item("menu.zoomReset", "menu-zoom-reset", view::zoomReset));
    setAutoHide(true);
  }

  private static MenuItem item(String key, String id, Runnable action) {
    MenuItem item = new MenuItem(ShellTexts.of(key));
    item.setId(id);
    item.setOnAction(event -> action.run());
    return item;
  }
}
