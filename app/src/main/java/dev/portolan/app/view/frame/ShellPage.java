package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.frame.ShellPages.ShellContent;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The tab of a shell, which is opened when the tab is first shown. */
final class ShellPage implements TabPage {
  private final DeviceItem device;
  private final Supplier<ShellContent> opener;
  private final StackPane root = new StackPane();
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title", "");
  private final ReadOnlyObjectWrapper<TabNews> news =
      new ReadOnlyObjectWrapper<>(this, "news", TabNews.NONE);
  private @Nullable ShellContent content;

  ShellPage(DeviceItem device, Supplier<ShellContent> opener) {
    this.device = device;
    this.opener = opener;
    title.set(device.name());
  }

  @Override
  public void shown() {
    if (content == null) {
      ShellContent opened = opener.get();
      content = opened;
      root.getChildren().add(opened.root());
      title.bind(opened.title());
      news.bind(opened.news());
    }
  }

  @Override
  public Region root() {
    return root;
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public ObservableValue<TabNews> news() {
    return news.getReadOnlyProperty();
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
    if (content != null) {
      content.focus();
    }
  }

  @Override
  public boolean isBusy() {
    return content != null && content.isBusy();
  }

  @Override
  public void close() {
    if (content != null) {
      content.close();
    }
  }
}
