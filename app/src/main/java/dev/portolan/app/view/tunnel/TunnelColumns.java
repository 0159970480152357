package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.NaturalOrder;
import dev.portolan.app.model.RoundTrip;
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
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Creates the columns of the tunnel table. */
final class TunnelColumns {
  /** The id of the column with both ends. */
  static final String ENDS = "tunnel-column-ends";

  /** Tunnels that are off first, then the latest opened. */
  static final Comparator<TunnelItem> BY_UPTIME =
      Comparator.comparing(
          TunnelColumns::upSince, Comparator.nullsFirst(Comparator.reverseOrder()));

  private static final Comparator<TunnelItem> BY_TITLE =
      Comparator.comparing(TunnelItem::title, NaturalOrder.INSTANCE);

  /** Those whose device is nearest first, those without a measurement last. */
  private static final Comparator<TunnelItem> BY_LATENCY =
      Comparator.comparing(TunnelColumns::latency, Comparator.nullsLast(Comparator.naturalOrder()));

  private final TunnelActions actions;
  private final ObservableValue<Instant> now;
  private final boolean withDevice;
  private final BooleanProperty compact = new SimpleBooleanProperty(this, "compact");

  // the table creates new cells whenever columns change
  private final Set<TunnelCell> cells = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<TunnelRow> rows = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * @param withDevice whether to show the device
   */
  TunnelColumns(TunnelActions actions, ObservableValue<Instant> now, boolean withDevice) {
    this.actions = actions;
    this.now = now;
    this.withDevice = withDevice;
  }

  /** Whether the table is compact. */
  BooleanProperty compactProperty() {
    return compact;
  }

  TableColumn<TunnelItem, TunnelItem> power() {
    TableColumn<TunnelItem, TunnelItem> column =
        column("power", Comparator.comparing(TunnelItem::isWanted), () -> new PowerCell(actions));
    column.setResizable(false);
    return column;
  }

  TableColumn<TunnelItem, TunnelItem> state() {
    return column(
        "state",
        Comparator.comparing((TunnelItem tunnel) -> tunnel.status().phase())
            .thenComparing(BY_TITLE),
        StateCell::new);
  }

  TableColumn<TunnelItem, TunnelItem> name() {
    return column("name", BY_TITLE, () -> new NameCell(withDevice, compact, now));
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
        () -> new LocalCell(actions, false));
  }

  /** Both ends in one column. */
  TableColumn<TunnelItem, TunnelItem> ends() {
    return column(
        "ends",
        Comparator.comparingInt(tunnel -> tunnel.forward().localPort()),
        () -> new LocalCell(actions, true));
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
        Comparator.comparingLong(tunnel -> tunnel.traffic().total()),
        traffic -> traffic.open() + " / " + traffic.total());
  }

  TableColumn<TunnelItem, TunnelItem> rateDown() {
    return number(
        "down",
        Comparator.comparingLong(tunnel -> tunnel.traffic().rateDown()),
        traffic -> Formats.rate(traffic.rateDown()));
  }

  TableColumn<TunnelItem, TunnelItem> rateUp() {
    return number(
        "up",
        Comparator.comparingLong(tunnel -> tunnel.traffic().rateUp()),
        traffic -> Formats.rate(traffic.rateUp()));
  }

  /** Both rates in one column. */
  TableColumn<TunnelItem, TunnelItem> rates() {
    return number(
        "rates",
        Comparator.comparingLong(tunnel -> tunnel.traffic().rateDown() + tunnel.traffic().rateUp()),
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

  /** The round trip to the device. */
  TableColumn<TunnelItem, TunnelItem> latency() {
    return column(
        "latency",
        BY_LATENCY,
        () ->
            new TextCell(
                TunnelColumns::latencyText,
                tunnel -> List.of(tunnel.device().roundTripProperty()),
                Css.NUMERIC));
  }

  TableColumn<TunnelItem, TunnelItem> lastError() {
    return text(
        "error", TunnelItem::lastError, tunnel -> List.of(tunnel.lastErrorProperty()), Css.MUTED);
  }

  TableColumn<TunnelItem, TunnelItem> open() {
    TableColumn<TunnelItem, TunnelItem> column =
        column("open", Comparator.comparing(TunnelItem::title), OpenCell::new);
    column.setSortable(false);
    column.setResizable(false);
    return column;
  }

  /** Creates a row. */
  TunnelRow row() {
    TunnelRow row = new TunnelRow(actions);
    rows.add(row);
    return row;
  }

  /** Releases the tunnels in cells and rows. */
  void forget() {
    cells.forEach(TunnelCell::forget);
    rows.forEach(TunnelRow::forget);
  }

  static String remoteText(TunnelItem tunnel) {
    String remote = tunnel.forward().remoteText();
    return switch (tunnel.forward().protocol()) {
      case TCP, SOCKS -> "→ " + remote;
      case UDP -> "→ " + remote + "/udp";
    };
  }

  private static @Nullable Instant upSince(TunnelItem tunnel) {
    return tunnel.status().phase() == TunnelPhase.OFF ? null : tunnel.sinceProperty().get();
  }

  private static @Nullable Duration latency(TunnelItem tunnel) {
    RoundTrip measured = tunnel.device().roundTrip();
    return measured == null ? null : measured.time();
  }

  private static String latencyText(TunnelItem tunnel) {
    Duration time = latency(tunnel);
    return time == null ? "–" : Formats.roundTrip(time);
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
        Comparator.comparing(text, NaturalOrder.INSTANCE).thenComparing(BY_TITLE),
        () -> new TextCell(text, watched, styleClass));
  }

  private TableColumn<TunnelItem, TunnelItem> number(
      String key, Comparator<TunnelItem> order, Function<Traffic, String> text) {
    return column(
        key,
        order,
        () ->
            new TextCell(
                tunnel -> tunnel.isWanted() ? text.apply(tunnel.traffic()) : "–",
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
