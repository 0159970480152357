package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A table cell that follows properties of a tunnel. */
abstract class TunnelCell extends TableCell<TunnelItem, TunnelItem> {
  private Subscription watching = Subscription.EMPTY;

  /** The properties to follow. */
  abstract List<ObservableValue<?>> watched(TunnelItem tunnel);

  abstract void show(TunnelItem tunnel);

  /** Stops following the tunnel, which outlives the table. */
  final void forget() {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
  }

  @Override
  protected void updateItem(@Nullable TunnelItem tunnel, boolean empty) {
    super.updateItem(tunnel, empty);
    forget();
    if (empty || tunnel == null) {
      setText(null);
      setGraphic(null);
      setTooltip(null);
      return;
    }
    for (ObservableValue<?> value : watched(tunnel)) {
      watching = watching.and(value.subscribe((before, after) -> show(tunnel)));
    }
    show(tunnel);
  }

  /** Sets the text, and the same text as tooltip. */
  final void text(String text) {
    if (!text.equals(getText())) {
      setText(text);
    }
  }
}
