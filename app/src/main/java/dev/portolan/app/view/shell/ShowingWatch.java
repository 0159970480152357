package dev.portolan.app.view.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/** Tracks whether a node is visible, for example not in an unselected tab. FX thread. */
final class ShowingWatch {
  private final Node node;
  private final Runnable shown;
  private final Runnable hidden;
  private final List<ObservableValue<Boolean>> watched = new ArrayList<>();
  private final InvalidationListener listener = observable -> changed();

  /**
   * @param shown called when the node is visible, possibly repeatedly
   * @param hidden called when it is not
   */
  ShowingWatch(Node node, Runnable shown, Runnable hidden) {
    this.node = node;
    this.shown = shown;
    this.hidden = hidden;
    node.sceneProperty().addListener(observable -> rewire());
    node.parentProperty().addListener(observable -> rewire());
    rewire();
  }

  private void rewire() {
    watched.forEach(each -> each.removeListener(listener));
    watched.clear();
    for (Node each = node; each != null; each = each.getParent()) {
      watched.add(each.visibleProperty());
    }
    watched.forEach(each -> each.addListener(listener));
    changed();
  }

  private void changed() {
    (isShowing() ? shown : hidden).run();
  }

  boolean isShowing() {
    return node.getScene() != null && watched.stream().allMatch(ObservableValue::getValue);
  }
}
