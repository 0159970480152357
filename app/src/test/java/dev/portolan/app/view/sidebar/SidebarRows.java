package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.EdgeItem;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TreeView;

/** What the rows of the sidebar show. FX thread. */
public final class SidebarRows {
  private SidebarRows() {}

  /** The names of all rows that are not within a collapsed one. */
  public static List<String> names(TreeView<?> tree) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tree.getExpandedItemCount(); i++) {
      names.add(((SidebarRow) tree.getTreeItem(i).getValue()).name());
    }
    return names;
  }

  /** The first edge. */
  public static EdgeItem firstEdge(TreeView<?> tree) {
    return tree.getRoot().getChildren().stream()
        .map(node -> node.getValue())
        .filter(SidebarRow.Edge.class::isInstance)
        .map(row -> ((SidebarRow.Edge) row).edge())
        .findFirst()
        .orElseThrow();
  }
}
