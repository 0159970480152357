package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.RemoteFolder;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a shell says it is in, and the one that a person wants it to begin in. FX thread.
 */
final class ShellFolder {
  private final Supplier<@Nullable RemoteFolder> remote;
  private final ShellInput input;
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper(this, "folder", "");

  /** What it said first, which is on the device: later it may be a shell of another computer. */
  private @Nullable RemoteFolder first;

  private @Nullable RemoteFolder last;
  private String wanted = "";

  ShellFolder(Supplier<@Nullable RemoteFolder> remote, ShellInput input) {
    this.remote = remote;
    this.input = input;
  }

  /** Its path, behind the computer's name where that is not the device; empty if unknown. */
  ReadOnlyStringProperty property() {
    return words.getReadOnlyProperty();
  }

  /** The path in which another shell of the device can begin; empty if there is none. */
  String path() {
    return last != null && isOnDevice(last) && last.isPlain() ? last.path() : "";
  }

  /**
   * Has the shell change to a folder as soon as it says where it is: then it is at its prompt, and
   * one that knows folders.
   */
  void startIn(String path) {
    wanted = path;
  }

  /** Takes over what the shell says. */
  void update() {
    RemoteFolder now = remote.get();
    if (now == null || now.equals(last)) {
      return;
    }
    first = first == null ? now : first;
    last = now;
    words.set(isOnDevice(now) ? now.path() : now.host() + ":" + now.path());
    if (!wanted.isEmpty()) {
      goTo(wanted, now);
      wanted = "";
    }
  }

  private void goTo(String path, RemoteFolder from) {
    if (!path.equals(from.path()) && new RemoteFolder("", path).isPlain()) {
      // The blank keeps it out of the history of many shells.
      input.sendQuietly(Keys.utf8(" cd '" + path + "'\r"));
    }
  }

  private boolean isOnDevice(RemoteFolder folder) {
    return first == null || folder.host().equalsIgnoreCase(first.host());
  }
}
