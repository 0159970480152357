package dev.portolan.app.view.overview;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import dev.portolan.app.view.control.FilterField;
import dev.portolan.app.view.control.FilterParts;
import dev.portolan.app.view.control.Sparkline;
import dev.portolan.app.view.tunnel.TunnelActions;
import dev.portolan.app.view.tunnel.TunnelDetails;
import dev.portolan.app.view.tunnel.TunnelTable;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/** The overview tab with all tunnels. */
public final class OverviewView {
  /** The name under which it is remembered whether details are unfolded. */
  private static final String DETAILS = "all.details";

  private final OverviewViewModel model;
  private final TunnelTable table;
  private final TunnelDetails details;
  private final ToggleButton unfold = new ToggleButton(Texts.get("overview.details"));
  private final FilterField filter;
  private final Subscription watching;
  private final BorderPane root = new BorderPane();

  public OverviewView(
      OverviewViewModel model,
      TunnelActions actions,
      PageVisibility visibility,
      WindowMemory memory) {
    this.model = model;
    this.table = new TunnelTable(model.shown(), actions, visibility.now(), memory, true);
    this.details = new TunnelDetails(visibility);
    this.filter =
        new FilterField(
            Texts.get("overview.filter"),
            Texts.get("overview.filter.name"),
            Texts.get("overview.filter.tip"),
            () -> FilterParts.of(model.filterProperty(), model.tags()));
    table.setId("all-tunnels");
    table.setPlaceholder(new Label(Texts.get("overview.nothing")));
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    watching =
        model
            .history()
            .revisionProperty()
            .subscribe(
                (before, second) -> {
                  if (visibility.visibleProperty().get()) {
                    followStates();
                  }
                });
    VBox empty = empty();
    empty.visibleProperty().bind(Bindings.isEmpty(model.tunnels()));
    table.visibleProperty().bind(empty.visibleProperty().not());
    root.getStyleClass().add("overview");
    root.setTop(new VBox(head(visibility), tools(memory), banner()));
    root.setCenter(new StackPane(table, empty));
    root.setBottom(details.root());
    // the table keeps its space in a low window
    details
        .root()
        .managedProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    unfold.isSelected()
                        && root.getHeight() > 470
                        && table.getSelectionModel().getSelectedItem() != null,
                unfold.selectedProperty(),
                root.heightProperty(),
                table.getSelectionModel().selectedItemProperty()));
    details.root().visibleProperty().bind(details.root().managedProperty());
    details.root().visibleProperty().subscribe(visible -> showDetails());
    table.getSelectionModel().selectedItemProperty().subscribe(item -> showDetails());
  }

  /** Filters and sorts by what has changed, unless the pointer is on the rows. */
  private void followStates() {
    if (!table.isHover()) {
      model.filterAgain();
      table.sortAgain();
    }
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

  /** Selects a tunnel in the table, and nothing else. */
  public void select(TunnelItem item) {
    if (!model.shown().contains(item)) {
      filter.field().clear();
    }
    table.getSelectionModel().clearSelection();
    table.getSelectionModel().select(item);
    table.scrollTo(item);
  }

  /** Releases the view. */
  public void close() {
    watching.unsubscribe();
    details.show(null);
    table.close();
  }

  private void showDetails() {
    details.show(unfold.isSelected() ? table.getSelectionModel().getSelectedItem() : null);
  }

  /** The filter, and what is shown of each tunnel. */
  private HBox tools(WindowMemory memory) {
    filter.field().setId("tunnelFilter");
    filter.field().textProperty().bindBidirectional(model.filterProperty());
    filter.field().addEventHandler(KeyEvent.KEY_PRESSED, this::filterPressed);
    filter.narrow().setId("narrowTunnels");
    filter.setPrefWidth(340);
    filter.setMaxWidth(340);
    HBox.setHgrow(filter, Priority.SOMETIMES);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    MenuButton columns = new MenuButton(Texts.get("overview.columns"), Icons.of(Icons.OVERVIEW));
    columns.setId("columns");
    columns.getStyleClass().addAll(Css.FLAT, "small");
    columns.setTooltip(new Tooltip(Texts.get("overview.columns.tip")));
    columns.setMinWidth(Region.USE_PREF_SIZE);
    columns.getItems().setAll(table.columnItems());
    columns.setOnShowing(event -> columns.getItems().setAll(table.columnItems()));
    unfold.setId("unfold");
    unfold.setGraphic(Icons.of(Icons.INFO));
    unfold.getStyleClass().addAll(Css.FLAT, "small");
    unfold.setTooltip(new Tooltip(Texts.get("overview.details.tip")));
    unfold.setMinWidth(Region.USE_PREF_SIZE);
    unfold.setSelected(memory.columns().shows(DETAILS).orElse(false));
    unfold
        .selectedProperty()
        .subscribe((before, after) -> memory.remember(memory.columns().showing(DETAILS, after)));
    HBox tools = new HBox(8, filter, space, columns, unfold);
    tools.setAlignment(Pos.CENTER_LEFT);
    tools.getStyleClass().add("page-tools");
    tools.visibleProperty().bind(Bindings.isNotEmpty(model.tunnels()));
    tools.managedProperty().bind(tools.visibleProperty());
    return tools;
  }

  /** Down goes from the filter into the table. */
  private void filterPressed(KeyEvent event) {
    if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
      table.requestFocus();
      table.getSelectionModel().clearAndSelect(0);
      event.consume();
    }
  }

  /** Right unfolds the details of a row, left folds them, as in a tree. */
  private void pressed(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
      return;
    }
    if (event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.LEFT) {
      unfold.setSelected(event.getCode() == KeyCode.RIGHT);
      event.consume();
    } else if (event.getCode() == KeyCode.SLASH) {
      filter.field().requestFocus();
      event.consume();
    }
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
