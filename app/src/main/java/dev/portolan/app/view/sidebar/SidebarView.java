package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.sidebar.SidebarViewModel.Group;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The list of edges and devices beside the workspace. */
public final class SidebarView {
  private final SidebarViewModel model;
  private final ObservableValue<Instant> now;
  private final SidebarMenus menus;
  private final VBox root;
  private final TreeItem<Object> top = new TreeItem<>();
  private final Map<Object, TreeItem<Object>> nodes = new HashMap<>();
  private final ContextMenu menu = new ContextMenu();

  @FXML private TextField deviceFilter;
  @FXML private Button clear;
  @FXML private TreeView<Object> tree;
  @FXML private Label nothing;

  public SidebarView(SidebarViewModel model, ObservableValue<Instant> now) {
    this.model = model;
    this.now = now;
    this.menus = new SidebarMenus(model);
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    deviceFilter.textProperty().bindBidirectional(model.filterProperty());
    deviceFilter.addEventHandler(KeyEvent.KEY_PRESSED, this::filterPressed);
    clear.visibleProperty().bind(deviceFilter.textProperty().isNotEmpty());
    tree.setRoot(top);
    tree.setShowRoot(false);
    tree.setCellFactory(view -> new SidebarCell(model, now));
    tree.addEventHandler(KeyEvent.KEY_PRESSED, this::treePressed);
    tree.setOnMouseClicked(this::clicked);
    tree.setOnContextMenuRequested(this::showMenu);
    nothing.visibleProperty().bind(model.nothingFoundProperty());
    nothing.managedProperty().bind(nothing.visibleProperty());
    model.groups().addListener((ListChangeListener<Group>) change -> arrange());
    arrange();
  }

  public Region root() {
    return root;
  }

  public void focusFilter() {
    deviceFilter.requestFocus();
    deviceFilter.selectAll();
  }

  /** Marks a device as the one that is shown. */
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
  }

  private TreeItem<Object> groupNode(Group group) {
    return nodes.computeIfAbsent(
        group,
        key -> {
          TreeItem<Object> node = new TreeItem<>(group.edge());
          node.setExpanded(true);
          group.devices().addListener((ListChangeListener<DeviceItem>) change -> fill(node, group));
          fill(node, group);
          return node;
        });
  }

  private void fill(TreeItem<Object> node, Group group) {
    node.getChildren().setAll(group.devices().stream().map(this::deviceNode).toList());
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
        tree.requestFocus();
        if (tree.getSelectionModel().isEmpty()) {
          tree.getSelectionModel().selectFirst();
        }
        event.consume();
      }
      case ENTER -> {
        model.groups().stream()
            .flatMap(group -> group.devices().stream())
            .findFirst()
            .ifPresent(model::open);
        event.consume();
      }
      default -> {}
    }
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

  /** Below the last row a click means no row, although one is selected. */
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

  @FXML
  private void clearFilter() {
    deviceFilter.clear();
    deviceFilter.requestFocus();
  }

  @FXML
  private void addEdge() {
    model.addEdge();
  }

  @FXML
  private void startLab() {
    model.startLab();
  }

  @FXML
  private void showSettings() {
    model.showSettings();
  }

  @FXML
  private void showOverview() {
    model.showOverview();
  }
}
