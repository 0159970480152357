package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.overview.OverviewView;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The overview tab. Cannot be closed; its content is created at first use. */
final class OverviewPage implements TabPage {
  private final Supplier<OverviewView> maker;
  private final PageVisibility visibility;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(Texts.get("overview.tab"));
  private @Nullable OverviewView view;

  OverviewPage(Supplier<OverviewView> maker, PageVisibility visibility) {
    this.maker = maker;
    this.visibility = visibility;
  }

  @Override
  public Region root() {
    return view().root();
  }

  @Override
  public ObservableValue<String> title() {
    return title;
  }

  @Override
  public String icon() {
    return Icons.OVERVIEW;
  }

  @Override
  public @Nullable DeviceItem device() {
    return null;
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.OVERVIEW;
  }

  @Override
  public void selected(boolean front) {
    visibility.setVisible(front);
  }

  @Override
  public void focus() {
    view().focus();
  }

  @Override
  public void close() {
    if (view != null) {
      view.close();
    }
  }

  private OverviewView view() {
    OverviewView made = view;
    if (made == null) {
      made = maker.get();
      view = made;
    }
    return made;
  }
}
