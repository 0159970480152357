package dev.portolan.app.view.frame;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.control.DialogHost;
import java.util.HashSet;
import java.util.Set;
import javafx.collections.ListChangeListener;

/**
 * Asks for a token once when an edge wants another: one prompt per edge, however many devices are
 * behind it, and none on top of what a person is just filling in.
 */
final class LoginPrompts {
  private final DialogHost dialogs;
  private final Navigator navigator;
  private final Set<EdgeItem> watched = new HashSet<>();

  LoginPrompts(Inventory inventory, DialogHost dialogs, Navigator navigator) {
    this.dialogs = dialogs;
    this.navigator = navigator;
    inventory.edges().forEach(this::watch);
    inventory
        .edges()
        .addListener(
            (ListChangeListener<EdgeItem>)
                change -> {
                  while (change.next()) {
                    change.getAddedSubList().forEach(this::watch);
                  }
                });
  }

  private void watch(EdgeItem edge) {
    if (watched.add(edge)) {
      edge.loginNeededProperty()
          .subscribe(
              (before, needed) -> {
                if (needed && !dialogs.isShowing()) {
                  navigator.askToken(edge);
                }
              });
    }
  }
}
