package dev.portolan.app.view.tunnel;

import atlantafx.base.controls.ToggleSwitch;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.IconButton;
import dev.portolan.app.view.control.StateLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Makes the columns of the tunnel table. */
final class TunnelColumns {
  /** Those that are off first, then those that were opened last. */
  static final Comparator<TunnelItem> BY_UPTIME =
      Comparator.comparing(
          TunnelColumns::upSince, Comparator.nullsFirst(Comparator.reverseOrder()));

  private final TunnelActions actions;
  private final ObservableValue<Instant> now;
  private final boolean withDevice;
  private final BooleanProperty compact = new SimpleBooleanProperty(this, "compact");

  // The table makes new ones whenever a column comes or goes.
  private final Set<TunnelCell> cells = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<TunnelRow> rows = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * @param withDevice whether it must be seen which device a tunnel belongs to
   */
  TunnelColumns(TunnelActions actions, ObservableValue<Instant> now, boolean withDevice) {
    this.actions = actions;
    this.now = now;
    this.withDevice = withDevice;
  }

  /** Whether cells must say more in less width. */
  BooleanProperty compactProperty() {
    return compact;
  }

  TableColumn<TunnelItem, TunnelItem> power() {
    TableColumn<TunnelItem, TunnelItem> column =
        column("power", Comparator.comparing(TunnelItem::isWanted), PowerCell::new);
    column.setResizable(false);
    return column;
  }

  TableColumn<TunnelItem, TunnelItem> state() {
    return column("state", Comparator.comparing(tunnel -> tunnel.status().phase()), StateCell::new);
  }

  TableColumn<TunnelItem, TunnelItem> name() {
    return column(
        "name",
        Comparator.comparing(TunnelItem::title, String.CASE_INSENSITIVE_ORDER),
        NameCell::new);
  }

  TableColumn<TunnelItem, TunnelItem> device() {
    return text(
        "device",
        tunnel -> tunnel.device().name(),
        tunnel -> List.of(tunnel.device().settingsProperty()),
        "");
  }

  TableColumn<TunnelItem, TunnelItem> local() {
    return column(
        "local",
        Comparator.comparingInt(tunnel -> tunnel.forward().localPort()),
        () -> new LocalCell(false));
  }

  /** Both ends in one column. */
  TableColumn<TunnelItem, TunnelItem> ends() {
    return column(
        "ends",
        Comparator.comparingInt(tunnel -> tunnel.forward().localPort()),
        () -> new LocalCell(true));
  }

  TableColumn<TunnelItem, TunnelItem> remote() {
    return text(
        "remote",
        TunnelColumns::remoteText,
        tunnel -> List.of(tunnel.settingsProperty()),
        Css.MONO);
  }

  TableColumn<TunnelItem, TunnelItem> protocol() {
    return column(
        "protocol", Comparator.comparing(tunnel -> tunnel.forward().protocol()), ProtocolCell::new);
  }

  TableColumn<TunnelItem, TunnelItem> connections() {
    return number(
        "connections",
        Comparator.comparingLong(tunnel -> tunnel.trafficProperty().get().total()),
        traffic -> traffic.open() + " / " + traffic.total());
  }

  TableColumn<TunnelItem, TunnelItem> rateDown() {
    return number(
        "down",
        Comparator.comparingLong(tunnel -> tunnel.trafficProperty().get().rateDown()),
        traffic -> Formats.rate(traffic.rateDown()));
  }

  TableColumn<TunnelItem, TunnelItem> rateUp() {
    return number(
        "up",
        Comparator.comparingLong(tunnel -> tunnel.trafficProperty().get().rateUp()),
        traffic -> Formats.rate(traffic.rateUp()));
  }

  /** Both rates in one column. */
  TableColumn<TunnelItem, TunnelItem> rates() {
    return number(
        "rates",
        Comparator.comparingLong(
            tunnel ->
                tunnel.trafficProperty().get().rateDown()
                    + tunnel.trafficProperty().get().rateUp()),
        traffic -> Formats.rate(traffic.rateDown()) + "\n" + Formats.rate(traffic.rateUp()));
  }

  TableColumn<TunnelItem, TunnelItem> uptime() {
    return column(
        "uptime",
        BY_UPTIME,
        () ->
            new TextCell(
                this::uptime,
                tunnel -> List.of(now, tunnel.sinceProperty(), tunnel.statusProperty()),
                Css.NUMERIC));
  }

  TableColumn<TunnelItem, TunnelItem> lastError() {
    return text(
        "error",
        tunnel -> tunnel.lastErrorProperty().get(),
        tunnel -> List.of(tunnel.lastErrorProperty()),
        Css.MUTED);
  }

  TableColumn<TunnelItem, TunnelItem> open() {
    TableColumn<TunnelItem, TunnelItem> column =
        column("open", Comparator.comparing(TunnelItem::title), OpenCell::new);
    column.setSortable(false);
    column.setResizable(false);
    return column;
  }

  /** A row for these columns. */
  TunnelRow row() {
    TunnelRow row = new TunnelRow(actions);
    rows.add(row);
    return row;
  }

  /** The cells and rows let go of what they show. */
  void forget() {
    cells.forEach(TunnelCell::forget);
    rows.forEach(TunnelRow::forget);
  }

  private static String remoteText(TunnelItem tunnel) {
    String suffix = tunnel.forward().protocol() == Protocol.UDP ? "/udp" : "";
    return "→ " + tunnel.forward().remoteText() + suffix;
  }

  private static @Nullable Instant upSince(TunnelItem tunnel) {
    return tunnel.status().phase() == TunnelPhase.OFF ? null : tunnel.sinceProperty().get();
  }

  private String uptime(TunnelItem tunnel) {
    Instant since = upSince(tunnel);
    return since == null ? "–" : Formats.span(Duration.between(since, now.getValue()));
  }

  private TableColumn<TunnelItem, TunnelItem> text(
      String key,
      Function<TunnelItem, String> text,
      Function<TunnelItem, List<ObservableValue<?>>> watched,
      String styleClass) {
    return column(
        key,
        Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER),
        () -> new TextCell(text, watched, styleClass));
  }

  private TableColumn<TunnelItem, TunnelItem> number(
      String key, Comparator<TunnelItem> order, Function<Traffic, String> text) {
    return column(
        key,
        order,
        () ->
            new TextCell(
                tunnel -> tunnel.isWanted() ? text.apply(tunnel.trafficProperty().get()) : "–",
                tunnel -> List.of(tunnel.trafficProperty(), tunnel.wantedProperty()),
                Css.NUMERIC));
  }

  private TableColumn<TunnelItem, TunnelItem> column(
      String key, Comparator<TunnelItem> order, Supplier<TunnelCell> cell) {
    String title = Texts.get("tunnel.column." + key);
    TableColumn<TunnelItem, TunnelItem> column = new TableColumn<>();
    Label label = new Label(title);
    label.setTooltip(new Tooltip(Texts.get("tunnel.column." + key + ".tip")));
    column.setGraphic(label);
    column.setId("tunnel-column-" + key);
    column.setComparator(order);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(
        of -> {
          TunnelCell made = cell.get();
          cells.add(made);
          return made;
        });
    return column;
  }

  private static final class TextCell extends TunnelCell {
    private final Function<TunnelItem, String> text;
    private final Function<TunnelItem, List<ObservableValue<?>>> watched;
    private final Tooltip whole = new Tooltip();

    TextCell(
        Function<TunnelItem, String> text,
        Function<TunnelItem, List<ObservableValue<?>>> watched,
        String styleClass) {
      this.text = text;
      this.watched = watched;
      whole.setWrapText(true);
      whole.setMaxWidth(420);
      if (!styleClass.isEmpty()) {
        getStyleClass().add(styleClass);
      }
    }

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return watched.apply(tunnel);
    }

    @Override
    void show(TunnelItem tunnel) {
      String shown = text.apply(tunnel);
      text(shown);
      whole.setText(shown);
      setTooltip(shown.length() > 3 ? whole : null);
    }
  }

  /** The name, and below it the device where that has no column. */
  private final class NameCell extends TunnelCell {
    private final Label name = new Label();
    private final Label device = new Label();
    private final VBox box = new VBox(name);
    private final Tooltip whole = new Tooltip();

    NameCell() {
      name.getStyleClass().add(Css.STRONG);
      device.getStyleClass().addAll(Css.MUTED, "second-line");
      device.visibleProperty().bind(compact);
      device.managedProperty().bind(compact);
      if (withDevice) {
        box.getChildren().add(device);
      }
      box.setAlignment(Pos.CENTER_LEFT);
      whole.setWrapText(true);
      whole.setMaxWidth(420);
    }

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return List.of(tunnel.settingsProperty(), tunnel.device().settingsProperty());
    }

    @Override
    void show(TunnelItem tunnel) {
      name.setText(tunnel.title());
      device.setText(tunnel.device().name());
      setTooltip(whole);
      whole.setText(withDevice ? tunnel.title() + "\n" + tunnel.device().name() : tunnel.title());
      setGraphic(box);
    }
  }

  private final class PowerCell extends TunnelCell {
    private final ToggleSwitch power = new ToggleSwitch();
    private boolean showing;

    PowerCell() {
      setAlignment(Pos.CENTER);
      power.setFocusTraversable(false);
      power
          .selectedProperty()
          .subscribe(
              (before, after) -> {
                TunnelItem tunnel = getItem();
                if (!showing && tunnel != null && tunnel.isWanted() != after) {
                  actions.toggle(tunnel);
                  // Still off while it must be confirmed first.
                  show(tunnel);
                }
              });
    }

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return List.of(tunnel.wantedProperty(), tunnel.settingsProperty());
    }

    @Override
    void show(TunnelItem tunnel) {
      showing = true;
      power.setSelected(tunnel.isWanted());
      showing = false;
      String words =
          Texts.get(tunnel.isWanted() ? "tunnel.switch-off" : "tunnel.switch-on", tunnel.title());
      power.setAccessibleText(words);
      if (power.getTooltip() == null) {
        power.setTooltip(new Tooltip());
      }
      power.getTooltip().setText(words);
      setGraphic(power);
    }
  }

  private final class StateCell extends TunnelCell {
    private final StateLabel label = new StateLabel();

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return List.of(tunnel.statusProperty(), now);
    }

    @Override
    void show(TunnelItem tunnel) {
      label.show(StateLook.of(tunnel.status(), now.getValue()), tunnel.status().reason());
      setGraphic(label);
    }
  }

  private final class LocalCell extends TunnelCell {
    private final Hyperlink address = new Hyperlink();
    private final Label lan = new Label(Texts.get("tunnel.lan.mark"));
    private final Label remote = new Label();
    private final VBox box = new VBox(new HBox(6, address, lan));

    LocalCell(boolean withRemote) {
      remote.getStyleClass().addAll(Css.MONO, Css.MUTED, "second-line");
      if (withRemote) {
        box.getChildren().add(remote);
      }
      address.getStyleClass().addAll(Css.COPY_LINK, Css.MONO);
      address.setFocusTraversable(false);
      address.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      address.setTooltip(new Tooltip(Texts.get("tunnel.local.tip")));
      address.setOnAction(
          event -> {
            address.setVisited(false);
            TunnelItem tunnel = getItem();
            if (tunnel != null) {
              actions.copyAddress(tunnel);
            }
          });
      lan.getStyleClass().addAll(Css.CHIP, Css.CHIP_WARNING);
      lan.setTooltip(new Tooltip(Texts.get("tunnel.lan.tip")));
      lan.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
      HBox.setHgrow(address, Priority.SOMETIMES);
      box.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return List.of(tunnel.settingsProperty());
    }

    @Override
    void show(TunnelItem tunnel) {
      boolean known = tunnel.forward().localPort() != 0;
      address.setText(known ? localText(tunnel) : Texts.get("tunnel.local.any"));
      address.setAccessibleText(Texts.get("tunnel.local.copy", address.getText()));
      boolean reachable = tunnel.forward().reachableFromNetwork();
      lan.setVisible(reachable);
      lan.setManaged(reachable);
      remote.setText(remoteText(tunnel));
      setGraphic(box);
    }

    /** As it is bound: a wildcard must be seen as one. */
    private static String localText(TunnelItem tunnel) {
      return tunnel.forward().boundText();
    }
  }

  private static final class ProtocolCell extends TunnelCell {
    private final Label chip = new Label();

    ProtocolCell() {
      chip.getStyleClass().add(Css.CHIP);
    }

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return List.of(tunnel.settingsProperty());
    }

    @Override
    void show(TunnelItem tunnel) {
      chip.setText(tunnel.forward().protocol().name());
      setGraphic(chip);
    }
  }

  private final class OpenCell extends TunnelCell {
    private final IconButton open = new IconButton(Icons.OPEN, Texts.get("tunnel.open"));

    OpenCell() {
      open.setFocusTraversable(false);
      open.setOnAction(
          event -> {
            TunnelItem tunnel = getItem();
            if (tunnel != null) {
              actions.openInBrowser(tunnel);
            }
          });
    }

    @Override
    List<ObservableValue<?>> watched(TunnelItem tunnel) {
      return List.of(tunnel.settingsProperty(), tunnel.wantedProperty());
    }

    @Override
    void show(TunnelItem tunnel) {
      open.setDisable(!tunnel.isWanted());
      setGraphic(actions.isWeb(tunnel) ? open : null);
    }
  }
}
