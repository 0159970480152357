package dev.portolan.app.view.control;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Something asked in front of the window, with a button that does it and one that does not. */
public interface Dialog {
  String title();

  Region content();

  /**
   * What the dialog has found out; below the content and in sight wherever that is scrolled to.
   * Null if it finds out nothing.
   */
  default @Nullable Region result() {
    return null;
  }

  /** What has the focus first. */
  Node firstFocus();

  /** The word on the button that does it; empty if there is nothing to do but to read. */
  default String confirmText() {
    return "";
  }

  default boolean dangerous() {
    return false;
  }

  /** While this is true, the button that does it cannot be pressed; null if it always can. */
  default @Nullable ObservableValue<Boolean> confirmDisabled() {
    return null;
  }

  /** Further buttons, placed on the other side. */
  default List<Node> extras() {
    return List.of();
  }

  /** Does it; false if something must be put right first, and the dialog stays. */
  default boolean confirm() {
    return true;
  }

  /** The dialog has gone, one way or the other. */
  default void closed() {}
}
