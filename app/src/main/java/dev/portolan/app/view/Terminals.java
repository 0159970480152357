package dev.portolan.app.view;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.session.Recording;
import dev.portolan.app.session.Sessions;
import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.frame.Players;
import dev.portolan.app.view.frame.ShellPages;
import dev.portolan.app.view.shell.EmojiPictures;
import dev.portolan.app.view.shell.PlayerView;
import dev.portolan.app.view.shell.PrimarySelection;
import dev.portolan.app.view.shell.ShellView;
import dev.portolan.app.view.shell.TerminalSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Opens shells and recordings in tabs with the user's settings. */
final class Terminals implements ShellPages, Players {
  private final Sessions sessions;
  private final ScrollbackMemory scrollback;
  private final Background background;
  private final SharedKeys sharedKeys = new SharedKeys();
  private final ObservableValue<TerminalSettings> settings;

  Terminals(
      Sessions sessions,
      Preferences preferences,
      Consumer<String> browser,
      PrimarySelection marked,
      EmojiPictures emoji,
      ScrollbackMemory scrollback,
      Background background) {
    this.background = background;
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

  @Override
  public Optional<Path> choose(Window owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.get("player.choose"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(Texts.get("player.files"), "*.cast"),
            new FileChooser.ExtensionFilter(Texts.get("edge.file.all"), "*.*"));
    return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
  }

  @Override
  public CompletableFuture<Recording> read(Path file) {
    return background.call(() -> Recording.read(file));
  }

  @Override
  public PlayerContent open(Recording recording) {
    return new Player(new PlayerView(recording, settings, scrollback, background));
  }

  private record Player(PlayerView view) implements PlayerContent {
    @Override
    public Region root() {
      return view;
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

  /** The shells that get the same keys. */
  SharedKeys sharedKeys() {
    return sharedKeys;
  }

  /** Opens the local shell of the training run. */
  ShellView rehearse() {
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
