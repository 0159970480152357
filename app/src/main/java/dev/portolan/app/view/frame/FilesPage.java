package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.files.FilesView;
import dev.portolan.app.view.files.FilesViewModel;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** The tab with the files of a device. Nothing is listed before it is shown. */
final class FilesPage implements TabPage {
  private final FilesViewModel model;
  private final FilesView view;
  private final PageVisibility visibility;

  FilesPage(FilesViewModel model, FilesView view, PageVisibility visibility) {
    this.model = model;
    this.view = view;
    this.visibility = visibility;
  }

  @Override
  public Region root() {
    return view.root();
  }

  @Override
  public ObservableValue<String> title() {
    return model
        .device()
        .settingsProperty()
        .map(DeviceSettings::name)
        .map(name -> Texts.get("tab.files", name));
  }

  @Override
  public String icon() {
    return Icons.FOLDER;
  }

  @Override
  public DeviceItem device() {
    return model.device();
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.FILES;
  }

  @Override
  public ObservableValue<List<String>> folders() {
    return model.folders();
  }

  @Override
  public void selected(boolean front) {
    visibility.setVisible(front);
    if (front) {
      model.begin();
    }
  }

  @Override
  public void focus() {
    view.focus();
  }

  @Override
  public boolean isBusy() {
    return edited() > 0;
  }

  /** How many files are open in an editor here. */
  int edited() {
    return model.edited();
  }

  @Override
  public String busyText() {
    return model.hasUnsentEdits() ? "tab.close.unsent" : "tab.close.edited";
  }

  @Override
  public void close() {
    view.close();
  }
}
