package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.StateLook;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.control.Skin;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A row of the tunnel table, with the tunnel's problem below the cells. */
final class TunnelRow extends TableRow<TunnelItem> {
  private final Label reason = new Label();
  private final Tooltip whole = new Tooltip();
  private Subscription watching = Subscription.EMPTY;

  TunnelRow(TunnelActions actions) {
    reason.getStyleClass().add("row-reason");
    reason.setWrapText(true);
    reason.setMouseTransparent(true);
    whole.setWrapText(true);
    whole.setMaxWidth(420);
    setOnMouseClicked(
        event -> {
          TunnelItem tunnel = getItem();
          if (event.getClickCount() == 2 && tunnel != null) {
            actions.edit(tunnel);
          }
        });
  }

  /** Stops following the tunnel, which outlives the table. */
  void forget() {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
  }

  @Override
  protected void updateItem(@Nullable TunnelItem tunnel, boolean empty) {
    super.updateItem(tunnel, empty);
    forget();
    if (empty || tunnel == null) {
      show("");
    } else {
      watching =
          tunnel
              .statusProperty()
              .subscribe(
                  status -> {
                    StateLook.of(status, Instant.EPOCH).tone().apply(reason);
                    show(ownReason(tunnel));
                  });
    }
  }

  /**
   * The tunnel's own problem, or empty if it is its device's, which is shown once above the table.
   */
  static String ownReason(TunnelItem tunnel) {
    String reason = tunnel.status().reason();
    return reason.equals(tunnel.device().status().reason()) ? "" : reason;
  }

  private void show(String text) {
    if (!text.equals(reason.getText())) {
      reason.setText(text);
      reason.setVisible(!text.isEmpty());
      whole.setText(text);
      setTooltip(text.isEmpty() ? null : whole);
      requestLayout();
    }
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TunnelRowSkin(this, reason);
  }
}
