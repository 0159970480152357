package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.TabNews;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** Makes the tabs of shells. */
@FunctionalInterface
public interface ShellPages {
  ShellContent open(DeviceItem device);

  /** A shell in a tab. */
  interface ShellContent {
    Region root();

    ObservableValue<String> title();

    /** What has happened in it since it was last seen. */
    ObservableValue<TabNews> news();

    /** Whether a program runs in it that would end with it. */
    boolean isBusy();

    /** Whether it takes no keys until that is ended. */
    BooleanProperty lockedProperty();

    void focus();

    void close();
  }
}
