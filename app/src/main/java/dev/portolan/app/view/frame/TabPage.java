package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.TabNews;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The content of a workspace tab. */
interface TabPage {
  ObservableValue<Boolean> NOT_LOCKED = new ReadOnlyBooleanWrapper(false);

  ObservableValue<String> NO_DETAIL = new ReadOnlyStringWrapper("");

  ObservableValue<List<String>> NO_FOLDERS = new ReadOnlyObjectWrapper<>(List.of());

  /** For a page without news. */
  ObservableValue<TabNews> NO_NEWS = new ReadOnlyObjectWrapper<>(TabNews.NONE);

  Region root();

  /** The tab's title. */
  ObservableValue<String> title();

  /** Details for the tooltip; may be empty. */
  default ObservableValue<String> detail() {
    return NO_DETAIL;
  }

  /** The tab's icon. */
  String icon();

  /** Unseen events. */
  default ObservableValue<TabNews> news() {
    return NO_NEWS;
  }

  /** Whether the page is locked. */
  default ObservableValue<Boolean> locked() {
    return NOT_LOCKED;
  }

  /** The page's device, or null. */
  @Nullable DeviceItem device();

  /** The kind of page, to restore it at the next start. */
  OpenTab.Kind kind();

  /** The folders that it shows, to restore them at the next start. */
  default ObservableValue<List<String>> folders() {
    return NO_FOLDERS;
  }

  /** Called when its tab is selected or deselected. */
  default void selected(boolean front) {}

  /** Focuses the main control. */
  void focus();

  /** Whether closing needs a confirmation. */
  default boolean isBusy() {
    return false;
  }

  /** The key of the text that asks for it, with the tab's title as its argument. */
  default String busyText() {
    return "tab.close.text";
  }

  /** Called when the tab was closed. */
  void close();
}
