package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Lets columns go when a table is narrow, the least important first, so that those that stay have
 * the room that they need. FX thread.
 */
final class ColumnFit {
  /** Widths are given for letters of this size. */
  private static final double LETTERS = 12.09;

  private static final double SCROLL_BAR = 14;

  private final TableView<TunnelItem> table;
  private final List<Fitted> columns;
  private double scale = 1;

  /**
   * Watches a table.
   *
   * @param columns in the order in which they are shown
   * @param header a label in the table's head: its letters say how large everything is
   */
  ColumnFit(TableView<TunnelItem> table, List<Fitted> columns, Label header) {
    this.table = table;
    this.columns = columns;
    table.widthProperty().subscribe(width -> fit());
    header
        .fontProperty()
        .subscribe(
            font -> {
              double now = font.getSize() / LETTERS;
              if (Math.abs(now - scale) > 0.01) {
                scale = now;
                size();
                fit();
              }
            });
    size();
    fit();
  }

  private void size() {
    for (Fitted each : columns) {
      each.column.setMinWidth(0);
      each.column.setPrefWidth(each.wish * scale);
      each.column.setMinWidth(each.least * scale);
    }
  }

  private void fit() {
    double room = (table.getWidth() - SCROLL_BAR) / scale;
    List<Fitted> shown = new ArrayList<>(columns);
    List<Fitted> leaving =
        columns.stream()
            .filter(each -> each.goes != Goes.NEVER)
            .sorted(Comparator.comparing(Fitted::goes))
            .toList();
    for (Fitted next : leaving) {
      boolean comfortable = next.goes.compareTo(Goes.REMOTE) < 0;
      double needed =
          shown.stream().mapToDouble(each -> comfortable ? each.wish : each.least).sum();
      if (needed > room) {
        shown.remove(next);
      }
    }
    columns.forEach(each -> each.column.setVisible(shown.contains(each)));
  }

  /** When a column goes, the first first. From REMOTE on others are made narrow before it goes. */
  enum Goes {
    ERROR,
    PROTOCOL,
    UPTIME,
    UP,
    DOWN,
    CONNECTIONS,
    OPEN,
    REMOTE,
    NEVER
  }

  /**
   * A column with the room that it needs.
   *
   * @param wish its width where there is room, in pixels at the usual size
   * @param least the width below which it must not be made narrower
   */
  record Fitted(TableColumn<TunnelItem, TunnelItem> column, double wish, double least, Goes goes) {}
}
