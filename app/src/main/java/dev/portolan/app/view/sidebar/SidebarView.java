package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Logo;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.FilterField;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The list of edges and devices. */
public final class SidebarView {
  private final SidebarViewModel model;
  private final ObservableValue<Instant> now;
  private final SidebarMenus menus;
  private final TextField deviceFilter;
  private final Label nothing = new Label(Texts.get("sidebar.nothing"));
  private final TreeView<SidebarRow> tree = new TreeView<>();
  private final VBox root;
  private final TreeItem<SidebarRow> top = new TreeItem<>();
  private final Map<SidebarRow, TreeItem<SidebarRow>> nodes = new HashMap<>();
  private boolean arranging;
  private final ContextMenu menu = new ContextMenu();

  public SidebarView(SidebarViewModel model, ObservableValue<Instant> now) {
    this.model = model;
    this.now = now;
    this.menus = new SidebarMenus(model);
    nothing.setId("nothing");
    nothing.setWrapText(true);
    nothing.getStyleClass().addAll(Css.MUTED, "sidebar-note");
    nothing.visibleProperty().bind(model.nothingFoundProperty());
    nothing.managedProperty().bind(nothing.visibleProperty());
    dressTree();
    FilterField search = search();
    deviceFilter = search.field();
    root = new VBox(head(), search, nothing, tree, foot());
    root.getStyleClass().add("sidebar");
    root.setMinWidth(180);
    root.setPrefWidth(260);
    model.branchesProperty().subscribe(this::arrange);
  }

  private HBox head() {
    Label brand = new Label(Texts.get("app.name"));
    brand.getStyleClass().add("brand");
    brand.setMinWidth(Region.USE_PREF_SIZE);
    MenuItem edge = new MenuItem(Texts.get("sidebar.add.edge"));
    edge.setOnAction(event -> model.addEdge());
    MenuItem lab = new MenuItem(Texts.get("sidebar.add.lab"));
    lab.setOnAction(event -> model.startLab());
    MenuItem fromFile = new MenuItem(Texts.get("sidebar.add.import"));
    fromFile.setId("importList");
    fromFile.setOnAction(event -> model.importList());
    MenuItem toFile = new MenuItem(Texts.get("sidebar.add.export"));
    toFile.setId("exportList");
    toFile.setOnAction(event -> model.exportList());
    SeparatorMenuItem line = new SeparatorMenuItem();
    MenuButton add = new MenuButton("", Icons.of(Icons.ADD), edge, lab, line, fromFile, toFile);
    add.setOnShowing(
        event -> {
          add.getItems().setAll(edge, lab, line, fromFile, toFile);
          add.getItems().addAll(1, devices());
        });
    add.setId("add");
    add.getStyleClass().addAll(Css.FLAT, "button-icon", "no-arrow", "icon-button");
    add.setAccessibleText(Texts.get("sidebar.add"));
    add.setTooltip(new Tooltip(Texts.get("sidebar.add.tip")));
    add.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(8, Logo.of(22), brand, space(), add);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sidebar-head");
    return head;
  }

  /** A menu item for each edge to which devices can be added. */
  private List<MenuItem> devices() {
    return model.remoteEdges().stream()
        .map(
            edge -> {
              MenuItem device =
                  new MenuItem(Texts.get("sidebar.add.device", edge.settings().name()));
              device.setMnemonicParsing(false);
              device.setOnAction(event -> model.addDevice(edge));
              return device;
            })
        .toList();
  }

  private FilterField search() {
    FilterField search =
        new FilterField(
            Texts.get("sidebar.filter"),
            Texts.get("sidebar.filter.name"),
            Texts.get("sidebar.filter.tip"),
            menus::ofFilter);
    TextField field = search.field();
    field.setId("deviceFilter");
    field.textProperty().bindBidirectional(model.filterProperty());
    field.addEventHandler(KeyEvent.KEY_PRESSED, this::filterPressed);
    search.narrow().setId("narrow");
    search.clear().setId("clear");
    search.getStyleClass().add("sidebar-search");
    return search;
  }

  private HBox foot() {
    Button overview = new Button(Texts.get("sidebar.overview"), Icons.of(Icons.OVERVIEW));
    overview.getStyleClass().addAll(Css.FLAT, "small");
    overview.setTooltip(new Tooltip(Texts.get("sidebar.overview.tip")));
    overview.setOnAction(event -> model.showOverview());
    Button settings = new Button("", Icons.of(Icons.SETTINGS));
    settings.getStyleClass().addAll(Css.FLAT, "button-icon", "icon-button");
    settings.setAccessibleText(Texts.get("sidebar.settings"));
    settings.setTooltip(new Tooltip(Texts.get("sidebar.settings.tip")));
    settings.setOnAction(event -> model.showSettings());
    HBox foot = new HBox(4, overview, space(), settings);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("sidebar-foot");
    return foot;
  }

  private static Region space() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }

  private void dressTree() {
    tree.setId("tree");
    tree.getStyleClass().addAll("devices", "edge-to-edge");
    tree.setAccessibleText(Texts.get("sidebar.devices"));
    VBox.setVgrow(tree, Priority.ALWAYS);
    tree.setRoot(top);
    tree.setShowRoot(false);
    tree.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    model.stillProperty().bind(tree.hoverProperty());
    tree.setCellFactory(view -> new SidebarCell(model, now));
    tree.addEventHandler(KeyEvent.KEY_PRESSED, this::treePressed);
    tree.setOnMouseClicked(this::clicked);
    tree.setOnContextMenuRequested(this::showMenu);
  }

  public Region root() {
    return root;
  }

  public void focusFilter() {
    deviceFilter.requestFocus();
    deviceFilter.selectAll();
  }

  /** Selects a device: the row of it that is selected, or the one below its edge. */
  public void select(@Nullable DeviceItem device) {
    if (device == null) {
      tree.getSelectionModel().clearSelection();
      return;
    }
    if (selectedDevices().equals(List.of(device))) {
      return;
    }
    TreeItem<SidebarRow> node = nodes.get(new SidebarRow.Device(SidebarRow.Section.EDGES, device));
    tree.getSelectionModel().clearSelection();
    if (node != null && isShown(node)) {
      tree.getSelectionModel().select(node);
    }
  }

  /** Whether a row is in the tree and no row above it is collapsed. */
  private boolean isShown(TreeItem<SidebarRow> node) {
    @Nullable TreeItem<SidebarRow> above = node.getParent();
    while (above != null && !above.equals(top) && above.isExpanded()) {
      above = above.getParent();
    }
    return top.equals(above);
  }

  /** Shows the rows of the model, and selects those that were selected and are still there. */
  private void arrange(List<SidebarBranch> branches) {
    arranging = true;
    List<SidebarRow> selected =
        tree.getSelectionModel().getSelectedItems().stream()
            .filter(Objects::nonNull)
            .map(TreeItem::getValue)
            .toList();
    Set<SidebarRow> shown = new HashSet<>();
    top.getChildren().setAll(nodes(branches, top, shown));
    nodes.keySet().retainAll(shown);
    // indices have moved, which the tree notices later
    tree.getSelectionModel().clearSelection();
    selected.stream()
        .map(nodes::get)
        .filter(node -> node != null && isShown(node))
        .forEach(tree.getSelectionModel()::select);
    arranging = false;
  }

  private List<TreeItem<SidebarRow>> nodes(
      List<SidebarBranch> branches, TreeItem<SidebarRow> parent, Set<SidebarRow> shown) {
    return branches.stream().map(branch -> node(branch, parent, shown)).toList();
  }

  /**
   * The node of a row: the present one, or a new one if it moves, since nodes cannot be in two
   * places.
   */
  private TreeItem<SidebarRow> node(
      SidebarBranch branch, TreeItem<SidebarRow> parent, Set<SidebarRow> shown) {
    TreeItem<SidebarRow> node =
        nodes.compute(
            branch.row(),
            (row, known) ->
                known != null && parent.equals(known.getParent()) ? known : newNode(row));
    shown.add(branch.row());
    List<TreeItem<SidebarRow>> children = nodes(branch.children(), node, shown);
    if (!node.getChildren().equals(children)) {
      node.getChildren().setAll(children);
    }
    node.setExpanded(!model.isCollapsed(branch.row()));
    return node;
  }

  private TreeItem<SidebarRow> newNode(SidebarRow row) {
    TreeItem<SidebarRow> node = new TreeItem<>(row);
    node.expandedProperty()
        .subscribe(
            (before, expanded) -> {
              if (!arranging) {
                model.setCollapsed(row, !expanded);
              }
            });
    return node;
  }

  private void filterPressed(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> {
        if (selected() == null || !deviceFilter.getText().isEmpty()) {
          firstFound().ifPresentOrElse(this::select, tree.getSelectionModel()::selectFirst);
        }
        tree.requestFocus();
        event.consume();
      }
      case ENTER -> {
        firstFound().ifPresent(model::open);
        event.consume();
      }
      default -> {}
    }
  }

  private Optional<DeviceItem> firstFound() {
    return model.branchesProperty().get().stream()
        .flatMap(SidebarBranch::devices)
        .findFirst()
        .map(SidebarRow.Device::device);
  }

  private void treePressed(KeyEvent event) {
    SidebarRow chosen = selected();
    if (chosen == null || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER) {
      act(chosen);
      event.consume();
    } else if (event.getCode() == KeyCode.F2) {
      menus.edit(chosen, selectedDevices());
      event.consume();
    } else if (event.getCode() == KeyCode.DELETE) {
      menus.remove(chosen, selectedDevices());
      event.consume();
    }
  }

  private void act(SidebarRow chosen) {
    if (chosen instanceof SidebarRow.Device row) {
      model.open(row.device());
    } else {
      TreeItem<SidebarRow> node = tree.getSelectionModel().getSelectedItem();
      node.setExpanded(!node.isExpanded());
    }
  }

  /**
   * A click shows a device, and a second one goes into its page, unless it adds to the selection.
   */
  private void clicked(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY
        && !event.isShortcutDown()
        && !event.isShiftDown()
        && onRow(event)
        && selected() instanceof SidebarRow.Device row) {
      if (event.getClickCount() == 1) {
        model.show(row.device());
        tree.requestFocus();
      } else {
        model.open(row.device());
      }
    }
  }

  /** Whether a click is on a row. */
  private static boolean onRow(MouseEvent event) {
    for (@Nullable Node node = event.getPickResult().getIntersectedNode();
        node != null;
        node = node.getParent()) {
      if (node instanceof SidebarCell cell) {
        return !cell.isEmpty();
      }
    }
    return false;
  }

  private void showMenu(ContextMenuEvent event) {
    menu.hide();
    SidebarRow chosen = selected();
    if (chosen != null) {
      List<MenuItem> items = menus.of(chosen, selectedDevices());
      if (!items.isEmpty()) {
        menu.getItems().setAll(items);
        menu.show(tree, event.getScreenX(), event.getScreenY());
      }
      event.consume();
    }
  }

  private @Nullable SidebarRow selected() {
    @Nullable TreeItem<SidebarRow> node = tree.getSelectionModel().getSelectedItem();
    return node == null ? null : node.getValue();
  }

  /** The devices of all selected rows. */
  private List<DeviceItem> selectedDevices() {
    return tree.getSelectionModel().getSelectedItems().stream()
        .filter(Objects::nonNull)
        .map(TreeItem::getValue)
        .filter(SidebarRow.Device.class::isInstance)
        .map(row -> ((SidebarRow.Device) row).device())
        .distinct()
        .toList();
  }
}
