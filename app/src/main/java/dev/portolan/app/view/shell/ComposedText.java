package dev.portolan.app.view.shell;

import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** Shows the composed text of an input method at the cursor. FX thread. */
final class ComposedText extends Label {
  ComposedText() {
    getStyleClass().add("composed-text");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
  }

  /** Shows {@code text} at {@code cursor} in {@code terminal}, or nothing if it is empty. */
  void show(String text, Node terminal, @Nullable Rectangle2D cursor) {
    if (text.isEmpty() || cursor == null || getParent() == null) {
      setVisible(false);
      return;
    }
    setText(text);
    Point2D inScene = terminal.localToScene(cursor.getMinX(), cursor.getMinY());
    Point2D place = getParent().sceneToLocal(inScene);
    autosize();
    relocate(place.getX(), place.getY());
    setVisible(true);
  }
}
