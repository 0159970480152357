package dev.portolan.app.view.control;

import javafx.scene.Node;

/** What is done with any node. */
public final class Nodes {
  private Nodes() {}

  /** Shows a node, or hides it together with the space that it takes. */
  public static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
