package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.TabNews;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** Creates shells for tabs. */
@FunctionalInterface
public interface ShellPages {
  ShellContent open(DeviceItem device);

  /** A shell in a tab. */
  interface ShellContent {
    Region root();

    ObservableValue<String> title();

    /** Unseen events. */
    ObservableValue<TabNews> news();

    /** The shell's reported folder, or empty. */
    ObservableValue<String> folder();

    /** The path in which another shell of the device can start, or empty. */
    String path();

    /** Changes to a folder at the shell's first reported prompt. */
    void startIn(String path);

    /** Whether a program is running in the shell. */
    boolean isBusy();

    /** Whether the shell is locked against input. */
    BooleanProperty lockedProperty();

    void focus();

    void close();
  }
}
