package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The local address, which a click copies, with a marker if it is open to others. FX thread. */
final class LocalCell extends TunnelCell {
  private final boolean withRemote;
  private final Hyperlink address = new Hyperlink();
  private final Label lan = new Label(Texts.get("tunnel.lan.mark"));
  private final Label remote = new Label();
  private final HBox near = new HBox(6, address);
  private final HBox far = new HBox(6, remote);
  private final VBox box = new VBox(near);

  /**
   * @param withRemote whether to show the far end below
   */
  LocalCell(TunnelActions actions, boolean withRemote) {
    this.withRemote = withRemote;
    remote.getStyleClass().addAll(Css.MONO, Css.MUTED, "second-line");
    if (withRemote) {
      box.getChildren().add(far);
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
    lan.setMinWidth(Region.USE_PREF_SIZE);
    remote.setMinWidth(20);
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
    remote.setText(TunnelColumns.remoteText(tunnel));
    HBox line = withRemote && CellNeeds.isMarkedBelow(tunnel) ? far : near;
    if (!line.getChildren().contains(lan)) {
      line.getChildren().add(lan);
    }
    setGraphic(box);
  }

  /** The bound address, including a wildcard. */
  private static String localText(TunnelItem tunnel) {
    return tunnel.forward().boundText();
  }
}
