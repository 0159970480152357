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

    /** The folder that it says it is in; empty if it does not say. */
    ObservableValue<String> folder();

    /** The path in which another shell of the device can begin; empty if there is none. */
    String path();

    /** Has it change to a folder at its first prompt, if it says that it is at one. */
    void startIn(String path);

    /** Whether a program runs in it that would end with it. */
    boolean isBusy();

    /** Whether it takes no keys until that is ended. */
    BooleanProperty lockedProperty();

    void focus();

    void close();
  }
}
