package dev.portolan.app.view.control;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The content of a modal dialog with a confirm and a cancel button. */
public interface Dialog {
  String title();

  Region content();

  /** A result area, always visible below the scrolling content, or null. */
  default @Nullable Region result() {
    return null;
  }

  /** The node with the initial focus. */
  Node firstFocus();

  /** The text of the confirm button; empty for none. */
  default String confirmText() {
    return "";
  }

  default boolean dangerous() {
    return false;
  }

  /** Disables the confirm button while true, or null. */
  default @Nullable ObservableValue<Boolean> confirmDisabled() {
    return null;
  }

  /** Additional buttons on the other side. */
  default List<Node> extras() {
    return List.of();
  }

  /** Confirms. Returns false to keep the dialog open, for example after a validation error. */
  default boolean confirm() {
    return true;
  }

  /** Called when the dialog was closed, confirmed or not. */
  default void closed() {}
}
