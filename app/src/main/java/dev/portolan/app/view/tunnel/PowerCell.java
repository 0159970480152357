package dev.portolan.app.view.tunnel;

import atlantafx.base.controls.ToggleSwitch;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Tooltip;

/** The switch that turns a tunnel on and off. FX thread. */
final class PowerCell extends TunnelCell {
  private final ToggleSwitch power = new ToggleSwitch();
  private boolean showing;

  PowerCell(TunnelActions actions) {
    setAlignment(Pos.CENTER);
    power.setFocusTraversable(false);
    power
        .selectedProperty()
        .subscribe(
            (before, after) -> {
              TunnelItem tunnel = getItem();
              if (!showing && tunnel != null && tunnel.isWanted() != after) {
                actions.toggle(tunnel);
                // stays off until confirmed
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
