package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A tab that plays a recording. It is not restored. */
final class PlayerPage implements TabPage {
  private final Players.PlayerContent player;
  private final ReadOnlyStringWrapper title;

  /**
   * @param name the name of the file
   */
  PlayerPage(String name, Players.PlayerContent player) {
    this.player = player;
    title = new ReadOnlyStringWrapper(this, "title", name);
  }

  @Override
  public Region root() {
    return player.root();
  }

  @Override
  public ObservableValue<String> title() {
    return title;
  }

  @Override
  public String icon() {
    return Icons.RECORDING;
  }

  @Override
  public @Nullable DeviceItem device() {
    return null;
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.PLAYER;
  }

  @Override
  public void focus() {
    player.focus();
  }

  @Override
  public void close() {
    player.close();
  }
}
