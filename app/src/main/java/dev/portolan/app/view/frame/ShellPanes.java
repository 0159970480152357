package dev.portolan.app.view.frame;

import dev.portolan.app.view.frame.ShellPages.ShellContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The split panes of a tab's shells, one of which is focused. FX thread. */
final class ShellPanes {
  /** Most shells of a tab. */
  private static final int MAX = 12;

  private final Supplier<ShellContent> opener;
  private final StackPane root = new StackPane();
  private final List<ShellContent> shells = new ArrayList<>();
  private final ReadOnlyObjectWrapper<@Nullable ShellContent> current =
      new ReadOnlyObjectWrapper<>(this, "current");

  /**
   * Creates an empty set.
   *
   * @param opener opens a shell with the tab's common settings
   */
  ShellPanes(Supplier<ShellContent> opener) {
    this.opener = opener;
  }

  Region root() {
    return root;
  }

  List<ShellContent> shells() {
    return List.copyOf(shells);
  }

  /** The shell focused last, or null before the first. */
  ReadOnlyObjectProperty<@Nullable ShellContent> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** Opens the first shell. */
  void openFirst() {
    ShellContent first = open();
    root.getChildren().setAll(first.root());
    current.set(first);
  }

  private ShellContent open() {
    ShellContent opened = opener.get();
    shells.add(opened);
    opened
        .root()
        .focusWithinProperty()
        .subscribe(
            within -> {
              if (within && shells.contains(opened)) {
                current.set(opened);
              }
            });
    return opened;
  }

  /**
   * Splits the current pane and focuses the new shell.
   *
   * @param direction the direction of the split
   * @return false if there are too many
   */
  boolean split(Orientation direction) {
    ShellContent present = current.get();
    if (present == null || shells.size() >= MAX) {
      return false;
    }
    ShellContent next = open();
    Node node = present.root();
    SplitPane holder = holder(root.getChildren().getFirst(), node).orElse(null);
    if (holder != null && holder.getOrientation() == direction) {
      holder.getItems().add(holder.getItems().indexOf(node) + 1, next.root());
      evenOut(holder);
    } else {
      SplitPane pair = new SplitPane();
      pair.getStyleClass().add("shell-split");
      pair.setOrientation(direction);
      replace(node, pair);
      pair.getItems().addAll(node, next.root());
    }
    takeKeys(next);
    return true;
  }

  private void takeKeys(ShellContent shell) {
    // a node added to a split pane is in the scene only after CSS was applied
    root.applyCss();
    current.set(shell);
    shell.focus();
  }

  private static void evenOut(SplitPane pane) {
    int count = pane.getItems().size();
    for (int i = 0; i < count - 1; i++) {
      pane.setDividerPosition(i, (i + 1.0) / count);
    }
  }

  /** The split pane that contains a node below {@code top}, or empty. */
  private static Optional<SplitPane> holder(Node top, Node node) {
    if (!(top instanceof SplitPane split)) {
      return Optional.empty();
    }
    return split.getItems().contains(node)
        ? Optional.of(split)
        : split.getItems().stream().flatMap(item -> holder(item, node).stream()).findFirst();
  }

  /** Replaces a node and keeps divider positions. */
  private void replace(Node old, Node fresh) {
    Optional<SplitPane> holder = holder(root.getChildren().getFirst(), old);
    if (holder.isEmpty()) {
      root.getChildren().setAll(fresh);
      return;
    }
    SplitPane split = holder.get();
    double[] sizes = split.getDividerPositions();
    split.getItems().set(split.getItems().indexOf(old), fresh);
    split.setDividerPositions(sizes);
  }

  /** Closes the current shell. Returns false if it is the only one. */
  boolean closeCurrent() {
    ShellContent gone = current.get();
    Optional<SplitPane> holder =
        gone == null ? Optional.empty() : holder(root.getChildren().getFirst(), gone.root());
    if (gone == null || holder.isEmpty()) {
      return false;
    }
    SplitPane split = holder.get();
    int place = split.getItems().indexOf(gone.root());
    shells.remove(gone);
    split.getItems().remove(place);
    Node neighbour = split.getItems().get(Math.max(0, place - 1));
    if (split.getItems().size() == 1) {
      split.getItems().clear();
      replace(split, neighbour);
    }
    gone.close();
    takeKeys(firstIn(neighbour));
    return true;
  }

  private ShellContent firstIn(Node node) {
    Node at = node;
    while (at instanceof SplitPane split) {
      at = split.getItems().getFirst();
    }
    Node found = at;
    return shells.stream().filter(shell -> shell.root().equals(found)).findFirst().orElseThrow();
  }

  /** Focuses the nearest shell in a direction. */
  void focus(Side side) {
    ShellContent present = current.get();
    if (present == null) {
      return;
    }
    Bounds from = place(present);
    shells.stream()
        .filter(shell -> !shell.equals(present) && isOn(side, from, place(shell)))
        .min(Comparator.comparingDouble(shell -> distance(from, place(shell))))
        .ifPresent(ShellContent::focus);
  }

  private static Bounds place(ShellContent shell) {
    return shell.root().localToScene(shell.root().getLayoutBounds());
  }

  private static boolean isOn(Side side, Bounds from, Bounds to) {
    return switch (side) {
      case LEFT -> to.getCenterX() < from.getMinX();
      case RIGHT -> to.getCenterX() > from.getMaxX();
      case TOP -> to.getCenterY() < from.getMinY();
      case BOTTOM -> to.getCenterY() > from.getMaxY();
    };
  }

  private static double distance(Bounds one, Bounds other) {
    return Math.hypot(one.getCenterX() - other.getCenterX(), one.getCenterY() - other.getCenterY());
  }

  /** Closes all shells. */
  void close() {
    List<ShellContent> all = shells();
    shells.clear();
    all.forEach(ShellContent::close);
  }
}
