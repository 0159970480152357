package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.view.common.TabNews;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** What a tab of the workspace holds. */
interface TabPage {
  ObservableValue<Boolean> NOT_LOCKED = new ReadOnlyBooleanWrapper(false);

  ObservableValue<String> NO_DETAIL = new ReadOnlyStringWrapper("");

  /** Of a page in which nothing happens that one must come back for. */
  ObservableValue<TabNews> NO_NEWS = new ReadOnlyObjectWrapper<>(TabNews.NONE);

  Region root();

  /** The tab's words. */
  ObservableValue<String> title();

  /** What else is to be known of it; may be empty. */
  default ObservableValue<String> detail() {
    return NO_DETAIL;
  }

  /** The tab's icon. */
  String icon();

  /** What has happened in it since it was last seen. */
  default ObservableValue<TabNews> news() {
    return NO_NEWS;
  }

  /** Whether it takes no keys, and is not closed without a question. */
  default ObservableValue<Boolean> locked() {
    return NOT_LOCKED;
  }

  /** Whose it is; null if it is nobody's. */
  @Nullable DeviceItem device();

  /** What it is, to open it again at the next start. */
  OpenTab.Kind kind();

  /** Its tab comes to the front, or another one does. */
  default void selected(boolean front) {}

  /** Puts the focus where one goes on. */
  void focus();

  /** Whether something in it would be lost that a person should be asked about. */
  default boolean isBusy() {
    return false;
  }

  /** The tab is gone. */
  void close();
}
