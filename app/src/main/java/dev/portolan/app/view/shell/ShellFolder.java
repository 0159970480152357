package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.RemoteFolder;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The reported folder of a shell, and the folder to start in. FX thread. */
final class ShellFolder {
  private final Supplier<@Nullable RemoteFolder> remote;
  private final ShellInput input;
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper(this, "folder", "");

  /** The first reported folder, which is on the device. Later ones may be on other hosts. */
  private @Nullable RemoteFolder first;

  private @Nullable RemoteFolder last;
  private String wanted = "";

  ShellFolder(Supplier<@Nullable RemoteFolder> remote, ShellInput input) {
    this.remote = remote;
    this.input = input;
  }

  /** The path, with the host name if it is not the device; empty if unknown. */
  ReadOnlyStringProperty property() {
    return words.getReadOnlyProperty();
  }

  /** The path in which another shell of the device can start, or empty. */
  String path() {
    return last != null && isOnDevice(last) && last.isPlain() ? last.path() : "";
  }

  /** Changes to a folder at the first report of the shell, which means that it is at its prompt. */
  void startIn(String path) {
    wanted = path;
  }

  /** Updates from the terminal. */
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
      // a leading blank keeps it out of the history of many shells
      input.sendQuietly(Keys.utf8(" cd '" + path + "'\r"));
    }
  }

  private boolean isOnDevice(RemoteFolder folder) {
    return first == null || folder.host().equalsIgnoreCase(first.host());
  }
}
