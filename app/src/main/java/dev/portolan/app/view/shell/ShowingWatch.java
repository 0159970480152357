package dev.portolan.app.view.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/**
 * Knows whether a node can be seen: tabs behind others are in the scene, but not visible. FX
 * thread.
 */
final class ShowingWatch {
  private final Node node;
  private final Runnable changed;
  private final List<ObservableValue<Boolean>> watched = new ArrayList<>();
  private final InvalidationListener listener = observable -> changed();

  ShowingWatch(Node node, Runnable changed) {
    this.node = node;
    this.changed = changed;
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
    if (isShowing()) {
      changed.run();
    }
  }

  boolean isShowing() {
    return node.getScene() != null && watched.stream().allMatch(ObservableValue::getValue);
  }
}
