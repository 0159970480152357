package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** The tab of a shell; counts itself at its device while the shell is live. */
final class ShellPage implements TabPage {
  private final DeviceItem device;
  private final ShellPages.ShellContent content;
  private final Subscription counting;
  private boolean counted;

  ShellPage(DeviceItem device, ShellPages.ShellContent content) {
    this.device = device;
    this.content = content;
    this.counting = content.live().subscribe(this::count);
  }

  private void count(boolean live) {
    if (live != counted) {
      counted = live;
      device.openShellsProperty().set(device.openShellsProperty().get() + (live ? 1 : -1));
    }
  }

  @Override
  public Region root() {
    return content.root();
  }

  @Override
  public ObservableValue<String> title() {
    return content.title();
  }

  @Override
  public String icon() {
    return Icons.SHELL;
  }

  @Override
  public DeviceItem device() {
    return device;
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.SHELL;
  }

  @Override
  public void focus() {
    content.focus();
  }

  @Override
  public void close() {
    counting.unsubscribe();
    count(false);
    content.close();
  }
}
