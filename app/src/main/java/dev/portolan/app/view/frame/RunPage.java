package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.run.RunView;
import dev.portolan.app.view.run.RunViewModel;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A tab for commands on devices. It is not restored: nothing is run again by a start. */
final class RunPage implements TabPage {
  private final RunViewModel model;
  private final RunView view;
  private final ReadOnlyStringWrapper title;

  RunPage(RunViewModel model) {
    this.model = model;
    view = new RunView(model);
    int count = model.devices().size();
    title =
        new ReadOnlyStringWrapper(
            count == 1
                ? Texts.get("tab.run", model.devices().getFirst().name())
                : Texts.get("tab.run.many", count));
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
    return Icons.GO_ON;
  }

  @Override
  public @Nullable DeviceItem device() {
    return null;
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.RUN;
  }

  @Override
  public void focus() {
    view.focus();
  }

  @Override
  public boolean isBusy() {
    return model.runningProperty().get();
  }

  @Override
  public String busyText() {
    return "tab.close.run";
  }

  @Override
  public void close() {
    view.close();
  }
}
