package dev.portolan.app.view.shell;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The context menu of a terminal. FX thread. */
final class ShellMenu extends ContextMenu {
  /**
   * @param takesKeys whether a shell accepts input
   * @param selectAll selects all text
   * @param clear clears the scrollback
   */
  ShellMenu(ShellCommands commands, boolean takesKeys, Runnable selectAll, Runnable clear) {
    MenuItem copy = item("menu.copy", "menu-copy", commands::copy);
    copy.setDisable(!commands.hasSelection());
    MenuItem paste = item("menu.paste", "menu-paste", commands::paste);
    paste.setDisable(!takesKeys);
    MenuItem output = item("menu.output", "menu-output", commands::selectOutput);
    output.setDisable(!commands.hasOutput());
    getItems()
        .addAll(
            copy,
            paste,
            new SeparatorMenuItem(),
            item("menu.find", "menu-find", commands::find),
            item("menu.selectAll", "menu-select-all", selectAll),
            output,
            item("menu.clear", "menu-clear", clear),
            item(
                commands.isLogged() ? "menu.log.stop" : "menu.log",
                "menu-log",
                commands::toggleLog),
            item(
                commands.isRecorded() ? "menu.record.stop" : "menu.record",
                "menu-record",
                commands::toggleRecording),
            new SeparatorMenuItem(),
            item("menu.zoomIn", "menu-zoom-in", commands::zoomIn),
            item("menu.zoomOut", "menu-zoom-out", commands::zoomOut),
            item("menu.zoomReset", "menu-zoom-reset", commands::zoomReset));
    setAutoHide(true);
  }

  private static MenuItem item(String key, String id, Runnable action) {
    MenuItem item = new MenuItem(ShellTexts.of(key));
    item.setId(id);
    item.setOnAction(event -> action.run());
    return item;
  }
}
