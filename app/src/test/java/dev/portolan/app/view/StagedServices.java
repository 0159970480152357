package dev.portolan.app.view;

import dev.portolan.app.ProgramLog;
import dev.portolan.app.ThirdParty;
import dev.portolan.app.desktop.DesktopNotices;
import dev.portolan.app.desktop.Notices;
import dev.portolan.app.diagnostics.Diagnostics;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.release.Release;
import dev.portolan.app.release.ReleaseNews;
import dev.portolan.app.session.Connections;
import dev.portolan.app.session.LabControl;
import dev.portolan.app.session.Recording;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.ExportFiles;
import dev.portolan.app.store.ProfileStore;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.store.Totals;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.task.Timer;
import dev.portolan.app.testing.MemoryKeychain;
import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.files.FileServices;
import dev.portolan.app.view.frame.ListFiles;
import dev.portolan.app.view.frame.Players;
import dev.portolan.app.view.frame.SaveChooser;
import dev.portolan.app.view.frame.Services;
import dev.portolan.app.view.frame.ShellPages;
import dev.portolan.app.view.manual.Manual;
import dev.portolan.app.view.run.RunHistory;
import dev.portolan.app.view.run.RunServices;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/**
 * Services whose facts a test sets as on a stage, so that every state of the window can be seen.
 */
final class StagedServices implements AutoCloseable {
  /** What each shell shows. */
  static final String PROMPT = "$ ";

  final Background background = new Background();

  /** What the window wants to do later. */
  final CountingTimer timer = new CountingTimer(background);

  final FxThread fx = new FxThread();
  final ProfileStore profile;
  final Tokens tokens = new Tokens();
  final MemoryKeychain keychain = new MemoryKeychain();
  final TokenKeeper keeper;
  final ActivityLog activity = new ActivityLog(Clock.systemUTC());
  final Pulse pulse = new Pulse(background, fx, Clock.systemUTC());
  final ReadOnlyBooleanWrapper labStarting = new ReadOnlyBooleanWrapper();
  final List<String> browsed = new ArrayList<>();
  private final List<StagedShell> shells = new ArrayList<>();
  final StagedTransfers transfers = new StagedTransfers();
  final StagedFolders computer = new StagedFolders();
  final StagedFolders deviceFolders = new StagedFolders();

  /** The folder that a person has in mind. */
  Optional<Path> chosenFolder = Optional.empty();

  /** The folders that were proposed to that person. */
  final List<String> chosenFrom = new ArrayList<>();

  /** What the desktop was to tell. */
  final List<String> notified = new CopyOnWriteArrayList<>();

  private final DesktopNotices desktopNotices = (title, text) -> notified.add(title + ": " + text);

  /** The file that a person has in mind for an export. */
  Optional<Path> chosenExport = Optional.empty();

  /** How the desktop opens a folder. */
  Function<Path, CompletableFuture<Void>> desktop = folder -> new CompletableFuture<>();

  final StagedFiles listFiles = new StagedFiles();
  final StagedTester tester = new StagedTester();
  final StagedInviter inviter = new StagedInviter();
  final List<DeviceItem> retried = new ArrayList<>();
  final SharedKeys sharedKeys = new SharedKeys();
  final ReleaseNews releases;
  private final Path folder;

  StagedServices(Path folder) {
    this.folder = folder;
    profile = ProfileStore.open(folder, background, fx);
    releases =
        new ReleaseNews(
            profile.preferences(),
            Optional.of(
                () ->
                    Optional.of(
                        new Release("9.8.7", URI.create("https://portolan.example/9.8.7")))),
            background,
            fx);
    fx.execute(releases::start);
    keeper = new TokenKeeper(tokens, profile, keychain, folder, background, fx);
    CompletableFuture<Void> read = new CompletableFuture<>();
    fx.execute(
        () -> {
          keeper
              .keepingProperty()
              .subscribe(
                  now -> {
                    if (now.status() != TokenKeeping.Status.READING) {
                      fx.execute(() -> read.complete(null));
                    }
                  });
          keeper.start();
        });
    read.orTimeout(10, TimeUnit.SECONDS).join();
  }

  Services services() {
    return new Services(
        profile,
        folder,
        tokens,
        keeper,
        activity,
        new Totals(profile.inventory(), pulse),
        new StagedConnections(),
        tester,
        inviter,
        new StagedLab(),
        text -> List.of(new Forward("", 8080, "localhost", 80, Protocol.TCP)),
        device -> {
          StagedShell shell = new StagedShell(device);
          shells.add(shell);
          return shell;
        },
        sharedKeys,
        new StagedPlayers(),
        new FileServices(
            transfers,
            computer,
            device -> deviceFolders,
            (device, path) -> {
              throw new AssertionError("nothing is edited here");
            },
            (owner, initial) -> {
              chosenFrom.add(initial);
              return chosenFolder;
            },
            folder -> desktop.apply(folder),
            profile.window()),
        new RunServices(
            (devices, command, options, changed, printed) -> {
              throw new AssertionError("no device is there");
            },
            new RunHistory(),
            (owner, name) -> Optional.empty(),
            profile.preferences(),
            background,
            fx),
        browsed::add,
        listFiles,
        (owner, request) ->
            chosenExport.map(file -> new SaveChooser.Chosen(file, request.forms().getFirst())),
        new ExportFiles(background),
        (facts, names) ->
            background.call(
                () -> new Diagnostics(ProgramLog.file(folder), Map.of()).collect(facts, names)),
        new Notices(desktopNotices, background),
        releases,
        () -> background.call(ThirdParty::read),
        () -> background.call(Manual::read),
        pulse,
        timer,
        fx);
  }

  EdgeItem edge(String name) {
    return profile
        .inventory()
        .addEdge(
            EdgeKind.REMOTE,
            new EdgeSettings(
                name, "https://edge.example.com", new TrustChoice.SystemAuthorities(), "", ""));
  }

  DeviceItem device(EdgeItem edge, String name, String... tags) {
    return profile
        .inventory()
        .addDevice(edge, new DeviceSettings(name, "0a1b2c", List.of(tags), ""));
  }

  /** The time on the clock of the pages. */
  Instant now() {
    return pulse.nowProperty().get();
  }

  @Override
  public void close() {
    pulse.close();
    background.close();
  }

  /** The real timer, which remembers for how long it was asked. */
  static final class CountingTimer implements Timer {
    final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final Timer real;

    CountingTimer(Timer real) {
      this.real = real;
    }

    @Override
    public Scheduled after(Duration delay, Runnable action) {
      delays.add(delay);
      return real.after(delay, action);
    }

    @Override
    public Scheduled every(Duration period, Runnable action) {
      return real.every(period, action);
    }
  }

  private final class StagedConnections implements Connections {
    @Override
    public Hold hold(DeviceItem device) {
      return () -> {};
    }

    @Override
    public void retryNow(DeviceItem device) {
      retried.add(device);
    }

    @Override
    public CompletionStage<String> test(TunnelItem tunnel) {
      return CompletableFuture.completedFuture(tunnel.forward().remoteText() + " answers.");
    }

    @Override
    public void lookAt(DeviceItem device) {}
  }

  private final class StagedLab implements LabControl {
    @Override
    public CompletionStage<DeviceItem> start() {
      labStarting.set(true);
      return new CompletableFuture<>();
    }

    @Override
    public ReadOnlyBooleanProperty startingProperty() {
      return labStarting.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyBooleanProperty runningProperty() {
      return new ReadOnlyBooleanWrapper().getReadOnlyProperty();
    }
  }

  /** Real recordings in a player that shows nothing. */
  private final class StagedPlayers implements Players {
    @Override
    public Optional<Path> choose(Window owner) {
      return listFiles.chosen;
    }

    @Override
    public CompletableFuture<Recording> read(Path file) {
      return background.call(() -> Recording.read(file));
    }

    @Override
    public PlayerContent open(Recording recording) {
      throw new AssertionError("no recording is there");
    }
  }

  /** Files that a person has in mind. */
  static final class StagedFiles implements ListFiles {
    Optional<Path> chosen = Optional.empty();

    @Override
    public Optional<Path> toRead(Window owner) {
      return chosen;
    }

    @Override
    public Optional<Path> toWrite(Window owner) {
      return chosen;
    }
  }

  /** The shell that was opened last ends by itself. */
  void endShell() {
    shells.getLast().end();
  }

  /** Something has happened in the shell that was opened last. */
  void tell(TabNews news) {
    shells.getLast().news.set(news);
  }

  /** The shell that was opened last is in a folder. */
  void goTo(String path) {
    shells.getLast().folder.set(path);
  }

  /** Where the shell that was opened last is. */
  String folderOfLast() {
    return shells.getLast().folder.get();
  }

  /** The shells that are open, in the order in which they were opened. */
  List<Region> shells() {
    return shells.stream().map(StagedShell::root).toList();
  }

  /** A program runs in the shell that was opened last. */
  void runProgram() {
    shells.getLast().busy = true;
  }

  private final class StagedShell implements ShellPages.ShellContent, SharedKeys.Member {
    private final Label root = new Label(PROMPT);
    private final ReadOnlyStringWrapper title;
    private final ReadOnlyObjectWrapper<TabNews> news = new ReadOnlyObjectWrapper<>(TabNews.NONE);
    private final ReadOnlyStringWrapper folder = new ReadOnlyStringWrapper("");
    private final DeviceItem device;
    private final BooleanProperty locked = new SimpleBooleanProperty();
    private boolean ended;
    private boolean busy;

    StagedShell(DeviceItem device) {
      this.device = device;
      this.title = new ReadOnlyStringWrapper(device.name());
      device.setOpenShells(device.openShells() + 1);
      root.setFocusTraversable(true);
      root.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    }

    @Override
    public Region root() {
      return root;
    }

    @Override
    public ObservableValue<String> title() {
      return title;
    }

    @Override
    public ObservableValue<TabNews> news() {
      return news;
    }

    @Override
    public ObservableValue<String> folder() {
      return folder;
    }

    @Override
    public String path() {
      return folder.get();
    }

    @Override
    public void startIn(String path) {
      folder.set(path);
    }

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public BooleanProperty lockedProperty() {
      return locked;
    }

    @Override
    public SharedKeys.Member share() {
      return this;
    }

    @Override
    public String place() {
      return device.edge().name();
    }

    @Override
    public void focus() {
      root.requestFocus();
    }

    @Override
    public void close() {
      shells.remove(this);
      end();
    }

    private void end() {
      if (!ended) {
        ended = true;
        device.setOpenShells(device.openShells() - 1);
      }
    }
  }
}
