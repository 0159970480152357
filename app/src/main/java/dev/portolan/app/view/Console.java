package dev.portolan.app.view;

import dev.portolan.app.ProgramLog;
import dev.portolan.app.ThirdParty;
import dev.portolan.app.desktop.DesktopNotices;
import dev.portolan.app.desktop.Notices;
import dev.portolan.app.diagnostics.Diagnostics;
import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.release.ReleaseNews;
import dev.portolan.app.session.DeviceInvitations;
import dev.portolan.app.session.EdgeProbe;
import dev.portolan.app.session.Engine;
import dev.portolan.app.session.ForwardText;
import dev.portolan.app.session.LabSession;
import dev.portolan.app.session.Sessions;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.ExportFiles;
import dev.portolan.app.store.ProfileStore;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.store.Totals;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.transfer.DeviceFolders;
import dev.portolan.app.transfer.TransferQueue;
import dev.portolan.app.view.files.FileServices;
import dev.portolan.app.view.files.FolderChooser;
import dev.portolan.app.view.files.LocalFolders;
import dev.portolan.app.view.files.RemoteSource;
import dev.portolan.app.view.files.Trash;
import dev.portolan.app.view.frame.ConsoleWindow;
import dev.portolan.app.view.frame.ListFiles;
import dev.portolan.app.view.frame.SaveChooser;
import dev.portolan.app.view.frame.Services;
import dev.portolan.app.view.manual.Manual;
import dev.portolan.app.view.run.AnswerFiles;
import dev.portolan.app.view.run.RunHistory;
import dev.portolan.app.view.run.RunServices;
import dev.portolan.app.view.shell.EmojiPictures;
import dev.portolan.app.view.shell.PrimarySelection;
import dev.portolan.app.view.shell.ShellView;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: creates all parts of the console, wires them, and closes them in reverse
 * order. FX thread, except for {@link #prepare}.
 */
public final class Console {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);
  private static final long CLOSE_SECONDS = 8;

  private final Background background;
  private final FxThread fx;
  private final ProfileStore profile;
  private final TokenKeeper keeper;
  private final Engine engine;
  private final LabSession lab;
  private final Sessions sessions;
  private final Pulse pulse;
  private final DeviceFolders folders;
  private final TransferQueue transfers;
  private final Notices notices;
  private final ReleaseNews releases;
  private final EmojiPictures emoji;
  private final Terminals terminals;
  private final ConsoleWindow window;

  /** The parts that are created before the window. */
  public record Prepared(
      Path dataFolder, Background background, FxThread fx, ProfileStore profile) {}

  /** Reads the profile. Blocks. */
  public static Prepared prepare(Path dataFolder) {
    Background background = new Background();
    FxThread fx = new FxThread();
    return new Prepared(dataFolder, background, fx, ProfileStore.open(dataFolder, background, fx));
  }

  /** Creates the console in a hidden window, on a desktop without notifications. */
  public Console(
      Stage stage,
      Prepared prepared,
      SecretPlace keychain,
      Function<String, CompletableFuture<Void>> opener,
      DesktopCommands editors,
      Trash trash) {
    this(stage, prepared, keychain, opener, editors, trash, clicked -> DesktopNotices.none());
  }

  /**
   * Creates the console in a hidden window.
   *
   * @param keychain the default store of tokens
   * @param opener opens a web address or a folder; the future fails if that is impossible
   * @param editors programs that open a text without running it
   * @param trash takes what is deleted of this computer
   * @param desktop the notifications of the desktop, for what a click on one does
   */
  public Console(
      Stage stage,
      Prepared prepared,
      SecretPlace keychain,
      Function<String, CompletableFuture<Void>> opener,
      DesktopCommands editors,
      Trash trash,
      Function<Runnable, DesktopNotices> desktop) {
    Clock clock = Clock.systemUTC();
    background = prepared.background();
    fx = prepared.fx();
    profile = prepared.profile();
    engine = new Engine();
    pulse = new Pulse(background, fx, clock);
    ActivityLog activity = new ActivityLog(clock);
    Diagnostics diagnostics =
        new Diagnostics(ProgramLog.file(prepared.dataFolder()), System.getenv());
    Tokens tokens = new Tokens();
    keeper = new TokenKeeper(tokens, profile, keychain, prepared.dataFolder(), background, fx);
    Consumer<String> browser =
        url -> opener.apply(url).whenCompleteAsync((done, failure) -> opened(url, failure), fx);
    lab = new LabSession(profile.inventory(), activity, background, fx);
    sessions =
        new Sessions(
            profile.inventory(), tokens, lab, engine, activity, background, pulse, fx, clock);
    folders = new DeviceFolders(sessions, background, editors);
    transfers =
        new TransferQueue(sessions, folders, profile.inventory(), background, pulse, fx, clock);
    notices = new Notices(desktop.apply(() -> fx.execute(this::raise)), background);
    releases = ReleaseNews.ofProgram(profile.preferences(), background, fx);
    emoji = EmojiPictures.ofDesktop(background);
    terminals =
        new Terminals(
            sessions,
            profile.preferences(),
            browser,
            PrimarySelection.ofDesktop(),
            emoji,
            ScrollbackMemory.ofHeap(),
            background);
    window =
        new ConsoleWindow(
            stage,
            new Services(
                profile,
                prepared.dataFolder(),
                tokens,
                keeper,
                activity,
                new Totals(profile.inventory(), pulse),
                sessions,
                new EdgeProbe(engine, background, fx),
                new DeviceInvitations(
                    profile.inventory(), tokens, engine, activity, background, clock, fx),
                lab,
                ForwardText::parse,
                terminals,
                terminals.sharedKeys(),
                terminals,
                new FileServices(
                    transfers,
                    new LocalFolders(background, trash),
                    device ->
                        new RemoteSource(
                            folders.of(device),
                            (folder, name) -> transfers.makeFolder(device, folder, name)),
                    folders::edit,
                    FolderChooser.ofDesktop(),
                    folder -> opener.apply(folder.toString()),
                    profile.window()),
                new RunServices(
                    sessions::newRun,
                    new RunHistory(),
                    AnswerFiles.ofDesktop(),
                    profile.preferences(),
                    background,
                    fx),
                browser,
                ListFiles.ofDesktop(),
                SaveChooser.ofDesktop(),
                new ExportFiles(background),
                (facts, names) -> background.call(() -> diagnostics.collect(facts, names)),
                notices,
                releases,
                () -> background.call(ThirdParty::read),
                () -> background.call(Manual::read),
                pulse,
                background,
                fx));
  }

  private void opened(String url, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("No browser for {}", url, failure);
      window.tellNoBrowser(url);
    }
  }

  /**
   * Shows the window, then loads what the first frame does not need.
   *
   * @return completes, on any thread, when the window is painted and everything is loaded
   */
  public CompletableFuture<Void> show() {
    window.show();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    new FirstFrame(
            () -> {
              keeper.start();
              window.addIcons();
              releases.start();
              background.run(engine::start).whenComplete((done, failure) -> ready.complete(null));
            })
        .start();
    return ready;
  }

  /** Also shows devices and a shell, then runs {@code then} once they are painted. */
  void rehearse(Runnable then) {
    EdgeItem edge =
        profile
            .inventory()
            .addEdge(
                EdgeKind.REMOTE,
                new EdgeSettings(
                    "Edge", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
    DeviceItem device =
        profile.inventory().addDevice(edge, new DeviceSettings("Device", "device", List.of(), ""));
    profile
        .inventory()
        .addTunnel(
            device,
            new TunnelSettings(
                "Tunnel", new Forward("127.0.0.1", 8080, "localhost", 80, Protocol.TCP), false));
    new FirstFrame(() -> rehearseShell(then)).start();
  }

  private void rehearseShell(Runnable then) {
    ShellView shell = terminals.rehearse();
    Stage stage = new Stage();
    stage.setScene(new Scene(shell));
    stage.show();
    AnimationTimer frames =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            if (shell.shownText().contains(RehearsedShell.LAST)) {
              stop();
              shell.close();
              stage.hide();
              then.run();
            }
          }
        };
    frames.start();
  }

  /** Brings the window to the front. */
  public void raise() {
    window.raise();
  }

  /** Opens links and list files, after asking the user. */
  public void follow(List<String> linksAndFiles) {
    linksAndFiles.forEach(window::follow);
  }

  /** Asks for confirmation if something would be interrupted, then runs {@code leave}. */
  public void askToLeave(Runnable leave) {
    window.askToLeave(leave);
  }

  /**
   * Closes tabs, tunnels, connections and the lab, and saves pending changes. Completes off the FX
   * thread within eleven seconds, successful or not.
   */
  public CompletableFuture<Void> close() {
    pulse.close();
    window.close();
    emoji.close();
    CompletableFuture<Void> saved = profile.close();
    folders.close();
    CompletableFuture<Void> sent = transfers.close();
    return CompletableFuture.allOf(sent, sessions.close(), saved, keeper.close())
        .handle((done, failure) -> failure)
        .thenComposeAsync(
            failure -> {
              if (failure != null) {
                LOG.warn("Not everything could be closed", failure);
              }
              return lab.close();
            },
            fx)
        .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
        .handle((done, late) -> late)
        .thenCompose(
            late -> {
              if (late != null) {
                LOG.warn("Closing took too long", late);
              }
              return background.run(
                  () -> {
                    notices.close();
                    engine.close();
                  });
            });
  }

  /** Stops the threads. Call after {@link #close} has completed. */
  public void end() {
    background.close();
  }
}
