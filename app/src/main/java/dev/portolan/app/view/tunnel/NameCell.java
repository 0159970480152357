package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Css;
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
  private final Tooltip whole = new Tooltip();
  private final boolean withDevice;

  /**
   * @param withDevice whether to show the device
   * @param compact whether the device has no column
   */
  NameCell(boolean withDevice, ObservableValue<Boolean> compact) {
    this.withDevice = withDevice;
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
