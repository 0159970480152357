package dev.portolan.app.view.device;

import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import dev.portolan.app.view.control.Nodes;
import dev.portolan.app.view.control.StateLabel;
import dev.portolan.app.view.tunnel.TunnelActions;
import dev.portolan.app.view.tunnel.TunnelDetails;
import dev.portolan.app.view.tunnel.TunnelTable;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The tab of one device. */
public final class DeviceView {
  private final DeviceViewModel model;
  private final TunnelTable table;
  private final TunnelDetails details;
  private final BorderPane root;
  private final ListChangeListener<TunnelItem> listening = change -> arrange();

  @FXML private Label deviceTitle;
  @FXML private StateLabel state;
  @FXML private Label way;
  @FXML private Label about;
  @FXML private ToggleButton favourite;
  @FXML private Button tunnel;
  @FXML private MenuItem editEdge;
  @FXML private HBox banner;
  @FXML private Label bannerText;
  @FXML private Button remedy;
  @FXML private StackPane centre;
  @FXML private VBox empty;
  @FXML private FlowPane presets;

  /**
   * Creates the view.
   *
   * @param memory the remembered column widths
   */
  public DeviceView(
      DeviceViewModel model,
      TunnelActions actions,
      PageVisibility visibility,
      WindowMemory memory) {
    this.model = model;
    this.table =
        new TunnelTable(model.device().tunnels(), actions, visibility.now(), memory, false);
    this.details = new TunnelDetails(visibility);
    this.root = Fxml.load(this, BorderPane.class);
    visibility
        .visibleProperty()
        .subscribe(
            visible -> {
              if (visible) {
                model.shown();
              }
            });
    root.setBottom(details.root());
    // the table keeps its space in a low window
    details
        .root()
        .managedProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> root.getHeight() > 470 && table.getSelectionModel().getSelectedItem() != null,
                root.heightProperty(),
                table.getSelectionModel().selectedItemProperty()));
    details.root().visibleProperty().bind(details.root().managedProperty());
  }

  @FXML
  private void initialize() {
    deviceTitle.textProperty().bind(model.nameProperty());
    way.textProperty().bind(model.wayProperty());
    about.textProperty().bind(model.aboutProperty());
    Tooltip measurement = new Tooltip();
    measurement.setWrapText(true);
    measurement.setMaxWidth(380);
    measurement.textProperty().bind(model.roundTripProperty());
    model
        .roundTripProperty()
        .subscribe(text -> way.setTooltip(text.isEmpty() ? null : measurement));
    model
        .aboutProperty()
        .subscribe(
            text -> {
              Nodes.show(about, !text.isEmpty());
              about.setTooltip(new Tooltip(text));
            });
    model.favouriteProperty().subscribe(favourite::setSelected);
    favourite.setOnAction(event -> model.setFavourite(favourite.isSelected()));
    model.lookProperty().subscribe(look -> state.show(look, model.device().status().reason()));
    bannerText.textProperty().bind(model.bannerProperty());
    model.bannerProperty().subscribe(text -> Nodes.show(banner, !text.isEmpty()));
    model.graveProperty().subscribe(grave -> (grave ? Tone.BAD : Tone.WARNING).apply(banner));
    remedy.textProperty().bind(model.remedyProperty());
    model.remedyProperty().subscribe(text -> Nodes.show(remedy, !text.isEmpty()));
    editEdge.setVisible(model.hasRemoteEdge());
    for (KnownService service : DeviceViewModel.OFFERED) {
      presets.getChildren().add(preset(service));
    }
    table.setId("tunnels");
    centre.getChildren().addFirst(table);
    table.getSelectionModel().selectedItemProperty().subscribe(item -> details.show(item));
    model.device().tunnels().addListener(listening);
    arrange();
  }

  private Button preset(KnownService service) {
    Button button = new Button(service.title(), Icons.of(Icons.ADD));
    button.getStyleClass().addAll(Css.PRESET, "small");
    button.setAccessibleText(Texts.get("device.preset", service.title()));
    button.setOnAction(event -> model.addTunnel(service));
    return button;
  }

  private void arrange() {
    boolean none = model.device().tunnels().isEmpty();
    Nodes.show(empty, none);
    table.setVisible(!none);
    if (!none && table.getSelectionModel().getSelectedItem() == null) {
      table.getSelectionModel().selectFirst();
    }
  }

  public Region root() {
    return root;
  }

  /** Focuses the main control. */
  public void focus() {
    if (table.isVisible()) {
      table.requestFocus();
    } else {
      tunnel.requestFocus();
    }
  }

  /** Selects a tunnel in the table. */
  public void select(TunnelItem item) {
    table.getSelectionModel().select(item);
    table.scrollTo(item);
    table.requestFocus();
  }

  /** Releases the view. */
  public void close() {
    model.device().tunnels().removeListener(listening);
    details.show(null);
    table.close();
    model.close();
  }

  @FXML
  private void openShell() {
    model.openShell();
  }

  @FXML
  private void openFiles() {
    model.openFiles();
  }

  @FXML
  private void runCommand() {
    model.runCommand();
  }

  @FXML
  private void addTunnel() {
    model.addTunnel();
  }

  @FXML
  private void label() {
    model.label();
  }

  @FXML
  private void duplicate() {
    model.duplicate();
  }

  @FXML
  private void edit() {
    model.edit();
  }

  @FXML
  private void editEdge() {
    model.editEdge();
  }

  @FXML
  private void addNote() {
    model.addNote();
  }

  @FXML
  private void report() {
    model.report();
  }

  @FXML
  private void copyId() {
    model.copyId();
  }

  @FXML
  private void allOn() {
    model.allOn();
  }

  @FXML
  private void allOff() {
    model.allOff();
  }

  @FXML
  private void remedy() {
    model.remedy();
  }
}
