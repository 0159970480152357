package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.ManualTopic;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.manual.ManualView;
import dev.portolan.app.view.manual.ManualViewModel;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The tab with the manual. It is not restored. */
final class ManualPage implements TabPage {
  private final ManualViewModel model;
  private final ManualView view;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(Texts.get("tab.manual"));

  ManualPage(ManualViewModel model, ManualView view) {
    this.model = model;
    this.view = view;
  }

  void open(ManualTopic topic) {
    model.open(topic);
  }

  @Override
  public Region root() {
    return view.root();
  }

  @Override
  public ObservableValue<String> title() {
    return title;
  }

  @Override
  public String icon() {
    return Icons.BOOK;
  }

  @Override
  public @Nullable DeviceItem device() {
    return null;
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.MANUAL;
  }

  @Override
  public void focus() {
    view.focus();
  }

  @Override
  public void close() {}
}
