package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Sparkline;
import dev.portolan.app.view.control.StateLabel;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The details of a tunnel: traffic of the last minute, connections. */
public final class TunnelDetails {
  /** The minimum table width for the column. */
  private static final double WITH_SINCE = 330;

  private static final double WITH_BYTES = 470;

  private final ObservableValue<Boolean> visible;
  private final ObservableValue<Instant> now;
  private final HBox root;
  private Subscription watching = Subscription.EMPTY;

  @FXML private Label title;
  @FXML private StateLabel state;
  @FXML private Label reason;
  @FXML private Label totals;
  @FXML private Sparkline sparkline;
  @FXML private Label peak;
  @FXML private TableView<ConnectionItem> connections;
  @FXML private TableColumn<ConnectionItem, String> from;
  @FXML private TableColumn<ConnectionItem, String> since;
  @FXML private TableColumn<ConnectionItem, String> down;
  @FXML private TableColumn<ConnectionItem, String> up;
  @FXML private TableColumn<ConnectionItem, String> end;

  /** Recomputes row heights, which the table would cache. */
  private final Coalescer heights = new Coalescer(new FxThread(), () -> connections.refresh());

  public TunnelDetails(PageVisibility visibility) {
    visible = visibility.visibleProperty();
    now = visibility.now();
    this.root = Fxml.load(this, HBox.class);
  }

  @FXML
  private void initialize() {
    column(from, item -> new ReadOnlyStringWrapper(item.from()));
    column(since, item -> new ReadOnlyStringWrapper(Formats.time(item.since())));
    column(down, item -> item.bytesDownProperty().map(bytes -> Formats.bytes(bytes.longValue())));
    column(up, item -> item.bytesUpProperty().map(bytes -> Formats.bytes(bytes.longValue())));
    column(end, item -> item.endProperty().map(TunnelDetails::ending));
    end.setCellFactory(column -> new EndCell());
    // in a narrow table, the reason of the end is more important
    connections
        .widthProperty()
        .subscribe(
            width -> {
              since.setVisible(width.doubleValue() > WITH_SINCE);
              down.setVisible(width.doubleValue() > WITH_BYTES);
              up.setVisible(width.doubleValue() > WITH_BYTES);
            });
    down.getStyleClass().add(Css.NUMERIC);
    up.getStyleClass().add(Css.NUMERIC);
    connections.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    connections.setPlaceholder(new Label(Texts.get("tunnel.details.none")));
  }

  private static void column(
      TableColumn<ConnectionItem, String> column,
      Function<ConnectionItem, ObservableValue<String>> text) {
    column.setCellValueFactory(row -> text.apply(row.getValue()));
    column.setReorderable(false);
    column.setSortable(false);
  }

  /** The reason of a connection's end, wrapped if necessary. */
  private final class EndCell extends TableCell<ConnectionItem, String> {
    private static final double PADDING = 16;

    private final Text words = new Text();
    private @Nullable ConnectionItem shown;

    EndCell() {
      words.getStyleClass().addAll("text", "end-words");
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
      super.updateItem(text, empty);
      if (!words.wrappingWidthProperty().isBound()) {
        words.wrappingWidthProperty().bind(getTableColumn().widthProperty().subtract(PADDING));
      }
      ConnectionItem connection = getTableRow() == null ? null : getTableRow().getItem();
      boolean sameConnection = connection != null && connection == shown;
      boolean otherText = !Objects.equals(text, getText());
      shown = connection;
      words.setText(text);
      setText(text);
      setGraphic(empty ? null : words);
      if (sameConnection && otherText) {
        heights.request();
      }
    }
  }

  private static String ending(String end) {
    return end.isEmpty() ? Texts.get("tunnel.details.open") : end;
  }

  public Region root() {
    return root;
  }

  /** Shows a tunnel, or nothing for null. */
  public void show(@Nullable TunnelItem tunnel) {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    if (tunnel == null) {
      sparkline.clear();
      connections.setItems(FXCollections.emptyObservableList());
      return;
    }
    sparkline.show(tunnel.history(), visible);
    connections.setItems(tunnel.connections());
    watching =
        Subscription.combine(
            tunnel.settingsProperty().subscribe(settings -> title.setText(tunnel.title())),
            tunnel.statusProperty().subscribe((before, after) -> showState(tunnel)),
            now.subscribe((before, after) -> showState(tunnel)),
            tunnel.lastErrorProperty().subscribe(text -> showState(tunnel)),
            tunnel.sinceProperty().subscribe(opened -> showTotals(tunnel, tunnel.traffic())),
            tunnel.trafficProperty().subscribe(traffic -> showTotals(tunnel, traffic)));
  }

  private void showState(TunnelItem tunnel) {
    String why = tunnel.status().reason();
    state.show(StateLook.of(tunnel.status(), now.getValue()), why);
    String words = reason(tunnel, why);
    reason.setText(words);
    reason.setVisible(!words.isEmpty());
    reason.setManaged(!words.isEmpty());
  }

  private static String reason(TunnelItem tunnel, String why) {
    if (!why.isEmpty()) {
      return TunnelRow.ownReason(tunnel);
    }
    String last = tunnel.lastErrorProperty().get();
    return last.isEmpty() ? "" : Texts.get("tunnel.details.last-error", last);
  }

  private void showTotals(TunnelItem tunnel, Traffic traffic) {
    String sums =
        Texts.get(
            "tunnel.details.totals",
            Formats.bytes(traffic.bytesDown()),
            Formats.bytes(traffic.bytesUp()),
            traffic.total());
    StringBuilder words = new StringBuilder(sums);
    if (tunnel.forward().protocol() == Protocol.UDP) {
      words.append("   ·   ").append(Texts.get("tunnel.details.dropped", traffic.dropped()));
    }
    Instant opened = tunnel.sinceProperty().get();
    if (opened != null) {
      words.append("   ·   ").append(Texts.get("tunnel.details.opened", Formats.time(opened)));
    }
    totals.setText(words.toString());
    peak.setText(
        Texts.get(
            "tunnel.details.rates",
            Formats.rate(traffic.rateDown()),
            Formats.rate(traffic.rateUp())));
    sparkline.setAccessibleText(
        Texts.get(
            "tunnel.details.sparkline",
            tunnel.title(),
            Formats.rate(traffic.rateDown()),
            Formats.rate(traffic.rateUp())));
  }
}
