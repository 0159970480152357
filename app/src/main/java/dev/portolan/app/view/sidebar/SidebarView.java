package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Logo;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.sidebar.SidebarViewModel.Group;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
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
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of edges and devices. */
public final class SidebarView {
  private final SidebarViewModel model;
  private final ObservableValue<Instant> now;
  private final SidebarMenus menus;
  private final TextField deviceFilter = new TextField();
  private final Label nothing = new Label(Texts.get("sidebar.nothing"));
  private final TreeView<Object> tree = new TreeView<>();
  private final VBox root;
  private final TreeItem<Object> top = new TreeItem<>();
  private final Map<Object, TreeItem<Object>> nodes = new HashMap<>();
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
    root = new VBox(head(), search(), nothing, tree, foot());
    root.getStyleClass().add("sidebar");
    root.setMinWidth(180);
    root.setPrefWidth(260);
    model.groups().addListener((ListChangeListener<Group>) change -> arrange());
    arrange();
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

  private StackPane search() {
    deviceFilter.setId("deviceFilter");
    deviceFilter.setPromptText(Texts.get("sidebar.filter"));
    deviceFilter.setAccessibleText(Texts.get("sidebar.filter.name"));
    deviceFilter.setTooltip(new Tooltip(Texts.get("sidebar.filter.tip")));
    deviceFilter.textProperty().bindBidirectional(model.filterProperty());
    deviceFilter.addEventHandler(KeyEvent.KEY_PRESSED, this::filterPressed);
    FontIcon icon = Icons.of(Icons.SEARCH);
    icon.setMouseTransparent(true);
    icon.getStyleClass().add("search-icon");
    Button clear = new Button("", Icons.of(Icons.CLOSE));
    clear.setId("clear");
    clear.getStyleClass().addAll(Css.FLAT, "button-icon", "icon-button", "clear-button");
    clear.setAccessibleText(Texts.get("sidebar.filter.clear"));
    clear.setFocusTraversable(false);
    clear.setOnAction(event -> clearFilter());
    clear.visibleProperty().bind(deviceFilter.textProperty().isNotEmpty());
    StackPane.setAlignment(clear, Pos.CENTER_RIGHT);
    StackPane search = new StackPane(deviceFilter, icon, clear);
    search.setAlignment(Pos.CENTER_LEFT);
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

  /** Selects a device. */
  public void select(@Nullable DeviceItem device) {
    TreeItem<Object> node = device == null ? null : nodes.get(device);
    if (node == null) {
      tree.getSelectionModel().clearSelection();
    } else if (!node.equals(tree.getSelectionModel().getSelectedItem())) {
      tree.getSelectionModel().select(node);
    }
  }

  private void arrange() {
    List<TreeItem<Object>> groups = model.groups().stream().map(this::groupNode).toList();
    top.getChildren().setAll(groups);
    forgetRemoved();
  }

  private TreeItem<Object> groupNode(Group group) {
    TreeItem<Object> known = nodes.get(group);
    if (known != null) {
      return known;
    }
    TreeItem<Object> node = new TreeItem<>(group.edge());
    nodes.put(group, node);
    node.setExpanded(true);
    group.devices().addListener((ListChangeListener<DeviceItem>) change -> fill(node, group));
    fill(node, group);
    return node;
  }

  private void fill(TreeItem<Object> node, Group group) {
    node.getChildren().setAll(group.devices().stream().map(this::deviceNode).toList());
    forgetRemoved();
  }

  /** Forgets the state of removed rows, but not of those hidden by a filter. */
  private void forgetRemoved() {
    int shown = model.groups().stream().mapToInt(group -> 1 + group.devices().size()).sum();
    if (model.filterProperty().get().isEmpty() && nodes.size() > shown) {
      Set<Object> there = new HashSet<>(model.groups());
      model.groups().forEach(group -> there.addAll(group.devices()));
      nodes.keySet().retainAll(there);
    }
  }

  private TreeItem<Object> deviceNode(DeviceItem device) {
    TreeItem<Object> node = nodes.get(device);
    if (node == null) {
      node = new TreeItem<>(device);
      nodes.put(device, node);
    }
    return node;
  }

  private void filterPressed(KeyEvent event) {
    switch (event.getCode()) {
      case ESCAPE -> {
        deviceFilter.clear();
        event.consume();
      }
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
    return model.groups().stream().flatMap(group -> group.devices().stream()).findFirst();
  }

  private void treePressed(KeyEvent event) {
    Object chosen = selected();
    if (chosen == null || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER) {
      act(chosen);
      event.consume();
    } else if (event.getCode() == KeyCode.F2) {
      menus.edit(chosen);
      event.consume();
    } else if (event.getCode() == KeyCode.DELETE) {
      menus.remove(chosen);
      event.consume();
    }
  }

  private void act(Object chosen) {
    if (chosen instanceof DeviceItem device) {
      model.open(device);
    } else {
      TreeItem<Object> node = tree.getSelectionModel().getSelectedItem();
      node.setExpanded(!node.isExpanded());
    }
  }

  private void clicked(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY
        && onRow(event)
        && selected() instanceof DeviceItem device) {
      model.open(device);
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
    Object chosen = selected();
    if (chosen != null) {
      menu.getItems().setAll(menus.of(chosen));
      menu.show(tree, event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }

  private @Nullable Object selected() {
    @Nullable TreeItem<Object> node = tree.getSelectionModel().getSelectedItem();
    return node == null ? null : node.getValue();
  }

  private void clearFilter() {
    deviceFilter.clear();
    deviceFilter.requestFocus();
  }
}
