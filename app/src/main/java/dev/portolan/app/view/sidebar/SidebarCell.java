package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.RoundTrip;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import dev.portolan.app.view.control.FileDrop;
import dev.portolan.app.view.control.IconButton;
import dev.portolan.app.view.control.Nodes;
import java.time.Instant;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows a row of the sidebar; one of a device with its state and open tunnels and shells. */
final class SidebarCell extends TreeCell<SidebarRow> {
  private static final String GROUP_ROW = "group-row";

  private final SidebarViewModel model;
  private final ObservableValue<Instant> now;
  private final FontIcon icon = Icons.of(Icons.OFF);
  private final Label name = new Label();
  private final FontIcon star = Icons.of(Icons.FAVOURITE);
  private final Label shells = badge(Icons.SHELL);
  private final Label tunnels = badge(Icons.TUNNEL);
  private final IconButton login = new IconButton(Icons.LOGIN, Texts.get("sidebar.menu.token"));
  private final IconButton add = new IconButton(Icons.ADD, Texts.get("sidebar.menu.add-device"));
  private final HBox row = new HBox(7);
  private final Tooltip tooltip = new Tooltip();
  private Subscription watching = Subscription.EMPTY;

  SidebarCell(SidebarViewModel model, ObservableValue<Instant> now) {
    this.model = model;
    this.now = now;
    getStyleClass().add(Css.SIDEBAR_ROW);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    icon.getStyleClass().add(Css.STATE_ICON);
    star.getStyleClass().add("star");
    name.setMinWidth(20);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("row");
    login.setFocusTraversable(false);
    login.getStyleClass().add("row-login");
    add.setFocusTraversable(false);
    add.getStyleClass().add("row-button");
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(380);
    row.getChildren().addAll(icon, name, star, login, shells, tunnels, add);
    FileDrop.onto(
        this,
        () -> getItem() instanceof SidebarRow.Device,
        files -> {
          if (getItem() instanceof SidebarRow.Device row) {
            model.sendFiles(row.device(), files);
          }
        });
    // as wide as the list, so that long names are truncated instead of scrolling
    setPrefWidth(0);
    // cells are dropped without notice, so listeners must be weak
    sceneProperty()
        .subscribe(
            (before, after) -> {
              if (after == null) {
                watching.unsubscribe();
              } else {
                updateItem(getItem(), isEmpty());
              }
            });
  }

  @Override
  protected void updateItem(@Nullable SidebarRow item, boolean empty) {
    super.updateItem(item, empty);
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    getStyleClass().removeAll(Css.EDGE_ROW, Css.DEVICE_ROW, GROUP_ROW);
    if (empty || item == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    setGraphic(row);
    setTooltip(tooltip);
    switch (item) {
      case SidebarRow.Device row -> follow(row.device());
      case SidebarRow.Edge row -> follow(row.edge());
      case SidebarRow.Group row -> heading(row, Icons.FOLDER, String.join(" / ", row.path()));
      case SidebarRow.Heading row -> heading(row, headingIcon(row.section()), row.name());
    }
  }

  private static String headingIcon(SidebarRow.Section section) {
    return switch (section) {
      case FAVOURITES -> Icons.FAVOURITE;
      case RECENT -> Icons.WAITING;
      case EDGES -> Icons.EDGE;
    };
  }

  private void heading(SidebarRow row, String literal, String words) {
    getStyleClass().add(GROUP_ROW);
    List.of(add, login, shells, tunnels, star).forEach(node -> Nodes.show(node, false));
    name.setText(row.name());
    symbol(literal);
    Tone.NEUTRAL.apply(icon);
    told(words);
  }

  private void follow(DeviceItem device) {
    getStyleClass().add(Css.DEVICE_ROW);
    Nodes.show(add, false);
    Nodes.show(login, false);
    watching =
        Subscription.combine(
            device.settingsProperty().subscribe((before, after) -> show(device)),
            device.statusProperty().subscribe((before, after) -> show(device)),
            device.presenceProperty().subscribe((before, after) -> show(device)),
            device.roundTripProperty().subscribe((before, after) -> words(device)),
            device.activeTunnelsProperty().subscribe((before, after) -> show(device)),
            device.openShellsProperty().subscribe((before, after) -> show(device)),
            now.subscribe((before, after) -> countDown(device)));
    show(device);
  }

  private void follow(EdgeItem edge) {
    getStyleClass().add(Css.EDGE_ROW);
    Nodes.show(star, false);
    Nodes.show(shells, false);
    Nodes.show(tunnels, false);
    Nodes.show(add, edge.kind() == EdgeKind.REMOTE);
    add.setOnAction(event -> model.addDevice(edge));
    login.setOnAction(event -> model.askToken(edge));
    watching =
        Subscription.combine(
            edge.settingsProperty().subscribe((before, after) -> show(edge)),
            edge.loginNeededProperty().subscribe((before, after) -> show(edge)));
    show(edge);
  }

  private void show(DeviceItem device) {
    name.setText(device.name());
    Nodes.show(star, device.settings().favourite() && !isAmong(SidebarRow.Section.FAVOURITES));
    count(shells, device.openShells());
    count(tunnels, device.activeTunnels());
    words(device);
  }

  /** Updates the countdown to the next attempt. */
  private void countDown(DeviceItem device) {
    if (device.status().phase() == LinkPhase.RETRYING) {
      words(device);
    }
  }

  private void words(DeviceItem device) {
    StateLook look = StateLook.of(device.status(), device.presence(), now.getValue());
    symbol(look.icon());
    look.tone().apply(icon);
    StringBuilder words = new StringBuilder(device.name()).append(" – ").append(look.word());
    if (!device.status().reason().isEmpty()) {
      words.append(": ").append(device.status().reason());
    }
    RoundTrip measured = device.roundTrip();
    if (measured != null) {
      words
          .append('\n')
          .append(Texts.get("sidebar.round-trip", Formats.roundTrip(measured.time())));
    }
    int open = device.activeTunnels();
    if (open > 0) {
      words.append('\n').append(Texts.get("sidebar.tunnels", open));
    }
    if (device.openShells() > 0) {
      words.append('\n').append(Texts.get("sidebar.shells", device.openShells()));
    }
    if (!device.settings().group().isEmpty()) {
      words.append('\n').append(String.join(" / ", device.settings().group()));
    }
    if (!device.settings().tags().isEmpty()) {
      words.append('\n').append(String.join(", ", device.settings().tags()));
    }
    if (!device.settings().notes().isBlank()) {
      words.append('\n').append(device.settings().notes());
    }
    told(words.toString());
  }

  private void show(EdgeItem edge) {
    name.setText(edge.name());
    symbol(edge.kind() == EdgeKind.LAB ? Icons.LAB : Icons.EDGE);
    Tone.NEUTRAL.apply(icon);
    boolean needed = edge.loginNeededProperty().get();
    Nodes.show(login, needed);
    String address = edge.kind() == EdgeKind.LAB ? Texts.get("sidebar.lab") : edge.settings().url();
    told(edge.name() + "\n" + address + (needed ? "\n" + Texts.get("sidebar.login-needed") : ""));
  }

  private void symbol(String literal) {
    if (!literal.equals(icon.getIconLiteral())) {
      icon.setIconLiteral(literal);
    }
  }

  private void told(String words) {
    if (!words.equals(tooltip.getText())) {
      tooltip.setText(words);
      setAccessibleText(words.replace('\n', ','));
    }
  }

  private boolean isAmong(SidebarRow.Section section) {
    return getItem() instanceof SidebarRow.Device row && row.section() == section;
  }

  private static void count(Label badge, int count) {
    badge.setText(Integer.toString(count));
    Nodes.show(badge, count > 0);
  }

  private static Label badge(String icon) {
    Label badge = new Label("", Icons.of(icon));
    badge.getStyleClass().add(Css.BADGE);
    badge.setMinWidth(Region.USE_PREF_SIZE);
    return badge;
  }
}
