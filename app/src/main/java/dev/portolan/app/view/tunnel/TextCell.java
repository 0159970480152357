package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import java.util.List;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Tooltip;

/** A text cell, with the full text as tooltip. FX thread. */
final class TextCell extends TunnelCell {
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
