package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.TableRowSkin;

/** Lays out a text below the cells of a row, over the full width. */
final class TunnelRowSkin extends TableRowSkin<TunnelItem> {
  /** Room for a scroll bar at the right. */
  private static final double RIGHT = 20;

  private static final double OVERLAP = 7;

  private final Label below;

  TunnelRowSkin(TableRow<TunnelItem> row, Label below) {
    super(row);
    this.below = below;
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return super.computePrefHeight(width, top, right, bottom, left) + added(heightBelow());
  }

  @Override
  protected void layoutChildren(double x, double y, double w, double h) {
    super.layoutChildren(x, y, w, h);
    // the superclass replaces all children whenever columns change
    if (!getChildren().contains(below)) {
      getChildren().add(below);
    }
    double text = heightBelow();
    double whole = getSkinnable().getHeight();
    if (text > 0) {
      for (Node child : getChildren()) {
        if (child instanceof TableCell<?, ?> cell) {
          cell.resize(cell.getWidth(), whole - added(text));
        }
      }
    }
    below.resizeRelocate(indent(), whole - text, widthBelow(), text);
  }

  /** The additional height for the text, which overlaps the padding of single-line cells. */
  private double added(double text) {
    TableView<TunnelItem> table = getSkinnable().getTableView();
    boolean twoLines =
        table != null
            && table.getVisibleLeafColumns().stream()
                .anyMatch(column -> TunnelColumns.ENDS.equals(column.getId()));
    return twoLines ? text : Math.max(0, text - OVERLAP);
  }

  private double heightBelow() {
    if (below.getText().isEmpty()) {
      return 0;
    }
    return snapSizeY(below.prefHeight(widthBelow()));
  }

  private double widthBelow() {
    TableView<TunnelItem> table = getSkinnable().getTableView();
    double width = table == null ? getSkinnable().getWidth() : table.getWidth();
    return Math.max(100, width - indent() - RIGHT);
  }

  /** The indent, aligned with the state column. */
  private double indent() {
    TableView<TunnelItem> table = getSkinnable().getTableView();
    TableColumn<TunnelItem, ?> first = table == null ? null : table.getVisibleLeafColumn(0);
    return first == null ? 0 : first.getWidth();
  }
}
