package dev.portolan.app.view;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.session.Sessions;
import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.frame.ShellPages;
import dev.portolan.app.view.shell.EmojiPictures;
import dev.portolan.app.view.shell.PrimarySelection;
import dev.portolan.app.view.shell.ShellView;
import dev.portolan.app.view.shell.TerminalSettings;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** Opens shells in tabs with the user's settings. */
final class Terminals implements ShellPages {
  private final Sessions sessions;
  private final ScrollbackMemory scrollback;
  private final SharedKeys sharedKeys = new SharedKeys();
  private final ObservableValue<TerminalSettings> settings;

  Terminals(
      Sessions sessions,
      Preferences preferences,
      Consumer<String> browser,
      PrimarySelection marked,
      EmojiPictures emoji,
      ScrollbackMemory scrollback) {
    this.sessions = sessions;
    this.scrollback = scrollback;
    settings =
        preferences
            .valuesProperty()
            .map(
                values ->
                    new TerminalSettings(
                        values, uri -> browser.accept(uri.toString()), marked, emoji));
  }

  @Override
  public ShellContent open(DeviceItem device) {
    return new Content(
        new ShellView(
            sessions.openTerminal(device), settings, scrollback, sharedKeys, device.edge().name()));
  }

  /** The shells that get the same keys. */
  SharedKeys sharedKeys() {
    return sharedKeys;
  }

  /** Opens the local shell of the training run. */
  ShellView rehearse(Background background) {
    return new ShellView(
        new TerminalSession(new RehearsedShell(), "", background), settings, scrollback);
  }

  private record Content(ShellView view) implements ShellContent {
    @Override
    public Region root() {
      return view;
    }

    @Override
    public ObservableValue<String> title() {
      return view.titleProperty();
    }

    @Override
    public ObservableValue<TabNews> news() {
      return view.newsProperty();
    }

    @Override
    public ObservableValue<String> folder() {
      return view.folderProperty();
    }

    @Override
    public String path() {
      return view.path();
    }

    @Override
    public void startIn(String path) {
      view.startIn(path);
    }

    @Override
    public boolean isBusy() {
      return view.isProgramRunning();
    }

    @Override
    public BooleanProperty lockedProperty() {
      return view.lockedProperty();
    }

    @Override
    public SharedKeys.Member share() {
      return view.share();
    }

    @Override
    public void focus() {
      view.focusTerminal();
    }

    @Override
    public void close() {
      view.close();
    }
  }
}
