package dev.portolan.app.view.frame;

import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.DialogHost;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/** The actions on a shell tab. FX thread. */
final class ShellTabs {
  private final DialogHost dialogs;
  private final Consumer<String> tell;
  private final SharedKeys sharedKeys;

  /**
   * @param tell shows a message
   * @param sharedKeys the shells that get the same keys
   */
  ShellTabs(DialogHost dialogs, Consumer<String> tell, SharedKeys sharedKeys) {
    this.dialogs = dialogs;
    this.tell = tell;
    this.sharedKeys = sharedKeys;
  }

  /**
   * Takes the focused shell out of the group that gets the same keys, or into it. If there is no
   * group, lets the user choose one; all shells of the tab are proposed.
   */
  void toggleShare(ShellPage page) {
    ShellPages.ShellContent current = page.panes().currentProperty().get();
    if (current != null && sharedKeys.isChosen(current.share())) {
      sharedKeys.leave(current.share());
    } else if (current != null && !sharedKeys.chosenProperty().get().isEmpty()) {
      sharedKeys.join(current.share());
    } else {
      chooseShare(page);
    }
  }

  private void chooseShare(ShellPage page) {
    if (sharedKeys.open().size() < 2) {
      tell.accept(Texts.get("share.few"));
      return;
    }
    List<SharedKeys.Member> now = sharedKeys.chosenProperty().get();
    dialogs.show(
        new SharedKeysDialog(
            sharedKeys,
            now.isEmpty()
                ? page.panes().shells().stream().map(ShellPages.ShellContent::share).toList()
                : now));
  }

  void rename(ShellPage page) {
    AtomicReference<@Nullable Dialog> made = new AtomicReference<>();
    Dialog dialog = new RenameDialog(page, () -> dialogs.close(made.get()));
    made.set(dialog);
    dialogs.show(dialog);
  }

  void toggleLock(ShellPage page) {
    page.lockedProperty().set(!page.lockedProperty().get());
  }

  void splitRight(ShellPage page) {
    split(page, Orientation.HORIZONTAL);
  }

  void splitDown(ShellPage page) {
    split(page, Orientation.VERTICAL);
  }

  private void split(ShellPage page, Orientation direction) {
    if (!page.panes().split(direction)) {
      tell.accept(Texts.get("tab.split.full"));
    }
  }

  /**
   * The context menu of a tab.
   *
   * @param duplicate duplicates the tab
   * @param close closes the tab
   */
  ContextMenu menu(ShellPage page, Runnable duplicate, Runnable close) {
    ContextMenu menu = new ContextMenu();
    menu.setOnShowing(event -> fill(menu, page, duplicate, close));
    fill(menu, page, duplicate, close);
    return menu;
  }

  private void fill(ContextMenu menu, ShellPage page, Runnable duplicate, Runnable close) {
    String lock = page.lockedProperty().get() ? "tab.menu.unlock" : "tab.menu.lock";
    menu.getItems()
        .setAll(
            item("tab.menu.duplicate", "tab-duplicate", duplicate),
            item("tab.menu.rename", "tab-rename", () -> rename(page)),
            item(lock, "tab-lock", () -> toggleLock(page)),
            item("tab.menu.share", "tab-share", () -> chooseShare(page)),
            new SeparatorMenuItem(),
            item("tab.menu.right", "tab-split-right", () -> splitRight(page)),
            item("tab.menu.down", "tab-split-down", () -> splitDown(page)),
            new SeparatorMenuItem(),
            item("tab.menu.close", "tab-close", close));
  }

  private static MenuItem item(String key, String id, Runnable action) {
    MenuItem item = new MenuItem(Texts.get(key));
    item.setId(id);
    item.setOnAction(event -> action.run());
    return item;
  }
}
