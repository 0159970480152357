package dev.portolan.app.view.overview;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import dev.portolan.app.view.control.Sparkline;
import dev.portolan.app.view.tunnel.TunnelActions;
import dev.portolan.app.view.tunnel.TunnelTable;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.javafx.FontIcon;

/** The overview tab with all tunnels. */
public final class OverviewView {
  private final OverviewViewModel model;
  private final TunnelTable table;
  private final BorderPane root = new BorderPane();

  public OverviewView(
      OverviewViewModel model,
      TunnelActions actions,
      PageVisibility visibility,
      WindowMemory memory) {
    this.model = model;
    this.table = new TunnelTable(model.tunnels(), actions, visibility.now(), memory, true);
    table.setId("all-tunnels");
    VBox empty = empty();
    empty.visibleProperty().bind(Bindings.isEmpty(model.tunnels()));
    table.visibleProperty().bind(empty.visibleProperty().not());
    root.getStyleClass().add("overview");
    root.setTop(new VBox(head(visibility), banner()));
    root.setCenter(new StackPane(table, empty));
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

  /** Releases the view. */
  public void close() {
    table.close();
  }

  private HBox head(PageVisibility visibility) {
    Label title = new Label(Texts.get("overview.title"));
    title.getStyleClass().add("page-title");
    Label summary = new Label();
    summary.getStyleClass().add(Css.MUTED);
    summary.textProperty().bind(model.summary());
    VBox words = new VBox(2, title, summary);
    words.setMinWidth(120);
    HBox.setHgrow(words, Priority.ALWAYS);

    Sparkline sparkline = new Sparkline();
    sparkline.setPrefSize(200, 34);
    sparkline.setMinWidth(60);
    sparkline.setMaxHeight(34);
    sparkline.setAccessibleText(Texts.get("overview.sparkline"));
    sparkline.show(model.history(), visibility.visibleProperty());

    VBox rates = new VBox(rate(model.rateDown()), rate(model.rateUp()));
    rates.setAlignment(Pos.CENTER_RIGHT);
    rates.setMinWidth(90);

    Button allOff = new Button(Texts.get("overview.all-off"), Icons.of(Icons.POWER));
    allOff.setTooltip(new Tooltip(Texts.get("overview.all-off.tip")));
    allOff.setMinWidth(Region.USE_PREF_SIZE);
    allOff.setOnAction(event -> model.allOff());

    HBox head = new HBox(16, words, sparkline, rates, allOff);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("page-head");
    return head;
  }

  /** The banner with causes why tunnels cannot be used. */
  private HBox banner() {
    Label text = new Label();
    text.setWrapText(true);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    Button enter = new Button(Texts.get("device.enter-token"));
    enter.setId("enter-token");
    enter.setMinWidth(Region.USE_PREF_SIZE);
    enter.setOnAction(event -> model.enterToken());
    enter.managedProperty().bind(enter.visibleProperty());
    HBox banner = new HBox(10, Icons.of(Icons.DEGRADED), text, enter);
    banner.setId("causes");
    banner.setAlignment(Pos.CENTER_LEFT);
    banner.getStyleClass().add("banner");
    banner.managedProperty().bind(banner.visibleProperty());
    model
        .causesProperty()
        .subscribe(
            causes -> {
              text.setText(String.join("\n", causes.sentences()));
              enter.setVisible(!causes.login().isEmpty());
              (causes.grave() ? Tone.BAD : Tone.WARNING).apply(banner);
              banner.setVisible(!causes.sentences().isEmpty());
            });
    return banner;
  }

  private static Label rate(ObservableValue<String> rate) {
    Label label = new Label();
    label.getStyleClass().add(Css.NUMERIC);
    label.textProperty().bind(rate);
    return label;
  }

  private static VBox empty() {
    FontIcon icon = Icons.of(Icons.TUNNEL);
    icon.getStyleClass().add("empty-icon");
    Label title = new Label(Texts.get("overview.empty.title"));
    title.getStyleClass().add("empty-title");
    Label text = new Label(Texts.get("overview.empty.text"));
    text.getStyleClass().add(Css.MUTED);
    text.setWrapText(true);
    text.setTextAlignment(TextAlignment.CENTER);
    text.setMaxWidth(440);
    VBox empty = new VBox(10, icon, title, text);
    empty.setId("empty");
    empty.setAlignment(Pos.CENTER);
    empty.getStyleClass().add("empty");
    return empty;
  }
}
