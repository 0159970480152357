package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.frame.ShellPages.ShellContent;
import java.util.Comparator;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** A tab with a device's shells. The first shell is opened when the tab is first shown. */
final class ShellPage implements TabPage {
  private final DeviceItem device;
  private final Supplier<ShellContent> opener;
  private final ShellPanes panes = new ShellPanes(this::open);
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final BooleanProperty locked = new SimpleBooleanProperty(this, "locked");
  private final ObservableValue<String> shellTitle;
  private final ObservableValue<String> folder;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title", "");
  private final ReadOnlyObjectWrapper<TabNews> news =
      new ReadOnlyObjectWrapper<>(this, "news", TabNews.NONE);
  private String startFolder = "";

  ShellPage(DeviceItem device, Supplier<ShellContent> opener) {
    this.device = device;
    this.opener = opener;
    shellTitle = panes.currentProperty().flatMap(ShellContent::title).orElse(device.name());
    folder = panes.currentProperty().flatMap(ShellContent::folder).orElse("");
    title.bind(
        Bindings.createStringBinding(
            () -> name.get().isEmpty() ? shellTitle.getValue() : name.get(), name, shellTitle));
  }

  private ShellContent open() {
    ShellContent opened = opener.get();
    opened.startIn(startFolder);
    startFolder = "";
    opened.lockedProperty().bindBidirectional(locked);
    opened.news().subscribe((before, now) -> gatherNews());
    return opened;
  }

  private void gatherNews() {
    news.set(
        panes.shells().stream()
            .map(shell -> shell.news().getValue())
            .max(Comparator.naturalOrder())
            .orElse(TabNews.NONE));
  }

  @Override
  public void selected(boolean front) {
    if (front && panes.shells().isEmpty()) {
      panes.openFirst();
    }
  }

  ShellPanes panes() {
    return panes;
  }

  @Override
  public Region root() {
    return panes.root();
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public ObservableValue<String> detail() {
    return folder;
  }

  /** Lets the first shell start in the folder of another tab's shell. */
  void startAs(ShellPage other) {
    ShellContent current = other.panes.currentProperty().get();
    startFolder = current == null ? "" : current.path();
  }

  /** The user's name for the tab; empty for the default title. */
  StringProperty nameProperty() {
    return name;
  }

  @Override
  public ObservableValue<TabNews> news() {
    return news.getReadOnlyProperty();
  }

  /** Whether the tab is locked: its shells refuse input, and closing needs a confirmation. */
  BooleanProperty lockedProperty() {
    return locked;
  }

  @Override
  public ObservableValue<Boolean> locked() {
    return locked;
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
    ShellContent current = panes.currentProperty().get();
    if (current != null) {
      current.focus();
    }
  }

  @Override
  public boolean isBusy() {
    return panes.shells().stream().anyMatch(ShellContent::isBusy);
  }

  @Override
  public void close() {
    panes.close();
  }
}
