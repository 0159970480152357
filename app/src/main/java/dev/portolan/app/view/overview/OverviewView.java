package dev.portolan.app.view.overview;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.control.Sparkline;
import dev.portolan.app.view.tunnel.TunnelActions;
import dev.portolan.app.view.tunnel.TunnelTable;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The tab with all tunnels. */
public final class OverviewView {
  private final OverviewViewModel model;
  private final TunnelTable table;
  private final BorderPane root;

  @FXML private Label summary;
  @FXML private Label down;
  @FXML private Label up;
  @FXML private Sparkline sparkline;
  @FXML private StackPane centre;
  @FXML private VBox empty;

  public OverviewView(
      OverviewViewModel model, TunnelActions actions, ObservableValue<Instant> now) {
    this.model = model;
    this.table = new TunnelTable(model.tunnels(), actions, now, true);
    this.root = Fxml.load(this, BorderPane.class);
  }

  @FXML
  private void initialize() {
    summary.textProperty().bind(model.summary());
    down.textProperty().bind(model.rateDown());
    up.textProperty().bind(model.rateUp());
    sparkline.show(model.history());
    table.setId("all-tunnels");
    centre.getChildren().addFirst(table);
    empty.visibleProperty().bind(Bindings.isEmpty(model.tunnels()));
    table.visibleProperty().bind(empty.visibleProperty().not());
  }

  public Region root() {
    return root;
  }

  public void focus() {
    table.requestFocus();
    if (table.getSelectionModel().getSelectedItem() == null) {
      table.getSelectionModel().selectFirst();
    }
  }

  /** Selects a tunnel in the table. */
  public void select(TunnelItem item) {
    table.getSelectionModel().select(item);
    table.scrollTo(item);
  }

  /** The view is no longer shown. */
  public void close() {
    table.close();
  }

  @FXML
  private void allOff() {
    model.allOff();
  }
}
