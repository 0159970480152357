package dev.portolan.app.view;

import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.stage.Window;

/** The context menu of a node, as the right mouse button shows it. FX thread. */
final class ShownMenu {
  private ShownMenu() {}

  /** Asks a node for its menu; returns the item that begins with a text. */
  static MenuItem item(Node node, String text) {
    return find(node, text).orElseThrow(() -> new AssertionError("no item " + text));
  }

  /** Asks a node for its menu; returns the item that begins with a text, if it has one. */
  static Optional<MenuItem> find(Node node, String text) {
    Event.fireEvent(
        node,
        new ContextMenuEvent(
            ContextMenuEvent.CONTEXT_MENU_REQUESTED, 40, 60, 500, 300, false, null));
    return Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
        .filter(item -> item.getText() != null && item.getText().startsWith(text))
        .findFirst();
  }
}
