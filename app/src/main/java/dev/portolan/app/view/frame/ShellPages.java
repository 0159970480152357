package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.SharedKeys;
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

    /** The shell as a member of a group that gets the same keys. */
    SharedKeys.Member share();

    void focus();

    void close();
  }
}
