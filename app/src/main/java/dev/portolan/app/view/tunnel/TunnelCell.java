package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A table cell that shows something of a tunnel, and shows it anew when that changes. */
abstract class TunnelCell extends TableCell<TunnelItem, TunnelItem> {
  private Subscription watching = Subscription.EMPTY;

  /** What it must be drawn anew for. */
  abstract List<ObservableValue<?>> watched(TunnelItem tunnel);

  abstract void show(TunnelItem tunnel);

  /** Lets go of the tunnel, which lives longer than the table. */
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

  /** Text, with itself as the tooltip for when there is no room for it. */
  final void text(String text) {
    if (!text.equals(getText())) {
      setText(text);
    }
  }
}
