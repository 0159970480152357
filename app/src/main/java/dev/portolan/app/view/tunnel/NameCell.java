package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The name, with the device below if that has no column. FX thread. */
final class NameCell extends TunnelCell {
  private final Label name = new Label();
  private final Label device = new Label();
  private final VBox box = new VBox(name);
  private final Label limit = new Label();
  private final ObservableValue<Instant> now;
  private final Tooltip whole = new Tooltip();
  private final boolean withDevice;

  /**
   * @param withDevice whether to show the device
   * @param compact whether the device has no column
   * @param now the clock, for the time until it is switched off
   */
  NameCell(boolean withDevice, ObservableValue<Boolean> compact, ObservableValue<Instant> now) {
    this.now = now;
    limit.getStyleClass().addAll(Css.MUTED, "second-line");
    this.withDevice = withDevice;
    name.getStyleClass().add(Css.STRONG);
    device.getStyleClass().addAll(Css.MUTED, "second-line");
    device.visibleProperty().bind(compact);
    device.managedProperty().bind(compact);
    if (withDevice) {
      box.getChildren().add(device);
    }
    box.getChildren().add(limit);
    box.setAlignment(Pos.CENTER_LEFT);
    whole.setWrapText(true);
    whole.setMaxWidth(420);
  }

  @Override
  List<ObservableValue<?>> watched(TunnelItem tunnel) {
    return List.of(
        tunnel.settingsProperty(), tunnel.device().settingsProperty(), tunnel.offAtProperty(), now);
  }

  /** In minutes, so that the row is quiet, and in seconds at last. */
  private static String left(Duration left) {
    return Formats.span(
        left.toMinutes() < 1 ? left : Duration.ofMinutes(left.plusSeconds(59).toMinutes()));
  }

  @Override
  void show(TunnelItem tunnel) {
    name.setText(tunnel.title());
    device.setText(tunnel.device().name());
    Instant offAt = tunnel.offAt();
    Nodes.show(limit, offAt != null);
    if (offAt != null) {
      limit.setText(Texts.get("tunnel.limit.left", left(Duration.between(now.getValue(), offAt))));
    }
    setTooltip(whole);
    whole.setText(withDevice ? tunnel.title() + "\n" + tunnel.device().name() : tunnel.title());
    setGraphic(box);
  }
}
