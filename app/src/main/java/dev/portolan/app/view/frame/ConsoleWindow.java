package dev.portolan.app.view.frame;

import dev.portolan.app.model.ConsoleLink;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.ListArgument;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.ProfileNotice;
import dev.portolan.app.task.Background;
import dev.portolan.app.view.activity.ActivityView;
import dev.portolan.app.view.activity.ActivityViewModel;
import dev.portolan.app.view.common.IconFont;
import dev.portolan.app.view.common.Logo;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.DialogHost;
import dev.portolan.app.view.control.ToastHost;
import dev.portolan.app.view.settings.ReleaseLink;
import dev.portolan.app.view.sidebar.SidebarView;
import dev.portolan.app.view.sidebar.SidebarViewModel;
import dev.portolan.app.view.tunnel.TunnelActions;
import dev.portolan.app.view.welcome.WelcomeView;
import dev.portolan.app.view.welcome.WelcomeViewModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Side;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/** The window: creates its parts and wires them. FX thread. */
public final class ConsoleWindow {
  private static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256);

  private final Stage stage;
  private final Services services;
  private final Inventory inventory;
  private final WindowNavigator navigator;
  private final TunnelActions tunnels;
  private final DialogHost dialogs = new DialogHost();
  private final Workspace workspace;
  private final ShellTabs shells;
  private final ActivityView activity;
  private final FrameView frame;
  private final Scene scene;
  private final ThemeSwitch theme;
  private final WindowPlaceKeeper place;
  private final LinkQuestions links;
  private final ListQuestions lists;
  private @Nullable SidebarView sidebar;
  private @Nullable WelcomeView welcome;
  private @Nullable Dialog leaving;

  /** Loads fonts and the system's theme while the profile is being read. FX thread. */
  public static void prepare() {
    IconFont.use();
    ThemeSwitch.prepare();
  }

  public ConsoleWindow(Stage stage, Services services) {
    this.stage = stage;
    this.services = services;
    this.inventory = services.profile().inventory();
    IconFont.use();
    theme = new ThemeSwitch(services.profile().preferences());
    ToastHost toasts = new ToastHost(services.timer(), services.fx());
    navigator =
        new WindowNavigator(
            dialogs,
            toasts,
            services.browser(),
            services.files().transfers()::upload,
            services.profile().window(),
            services.connections());
    tunnels = new TunnelActions(inventory, navigator);
    links = new LinkQuestions(inventory, navigator, dialogs);
    lists = new ListQuestions(services, navigator, dialogs, stage);
    shells = new ShellTabs(dialogs, navigator::tell, services.sharedKeys());
    workspace =
        new Workspace(
            new WindowPages(services, navigator, tunnels), inventory, navigator::confirm, shells);
    activity =
        new ActivityView(
            new ActivityViewModel(
                services.activity(),
                services.totals(),
                inventory,
                services.files().transfers().rateProperty(),
                navigator),
            ReleaseLink.of(services.releases(), navigator));
    frame =
        new FrameView(
            inventory,
            services.profile().window(),
            () -> sidebar().root(),
            workspace::root,
            () -> welcome().root(),
            activity.root(),
            toasts,
            dialogs);
    scene = new Scene(frame.root());
    theme.dress(scene);
    inventory.onChange(toasts::forgetUndo);
    place = new WindowPlaceKeeper(stage, services.profile().window());
    navigator.lead(
        new WindowNavigator.Destinations(
            workspace,
            new WindowForms(services, navigator, tunnels, workspace),
            lists,
            new SavedFiles(
                services.saveChooser(), services.exports(), stage, navigator, services.fx()),
            this::startLab,
            this::playRecording));
    workspace.shownProperty().subscribe(device -> shown(device));
    installKeys();
  }

  /** Shows the window with the tabs of the last run. */
  public void show() {
    stage.setScene(scene);
    place.place(
        services.profile().notices().stream()
            .anyMatch(ProfileNotice.OpenElsewhere.class::isInstance));
    WindowMemory memory = services.profile().window();
    if (services.profile().preferences().get(Settings.RESTORE)) {
      workspace.restore(memory.tabs());
    }
    workspace.keep(memory::remember);
    stage.show();
    place.follow();
    focusPage();
    dialogs.setFocusBehind(this::focusPage);
    LoginPrompts.start(
        inventory, dialogs, navigator, services.keeper().keepingProperty(), services.fx());
    TroubleNews.start(services, navigator);
    new Alerts(
            services.activity(),
            inventory,
            services.files().transfers().items(),
            InstantSource.system(),
            services.profile().preferences(),
            services.timer(),
            services.fx(),
            stage::isFocused,
            services.notices()::show)
        .start();
    TransferNews.start(
        services.files().transfers(), services.activity(), navigator, workspace::isShowingFiles);
  }

  private void focusPage() {
    if (frame.isWelcoming()) {
      welcome().focus();
    } else {
      workspace.focus();
    }
  }

  /** Sets the window's icons, which are slow to load, after it is shown. */
  public void addIcons() {
    ICON_SIZES.forEach(size -> stage.getIcons().add(Logo.image(size)));
  }

  /** Reports that an address could not be opened, and copies it to the clipboard. */
  public void tellNoBrowser(String url) {
    navigator.copy(url);
    navigator.tell(Texts.get("browser.failed", url));
  }

  /** Opens a link or a list file, after asking the user. */
  public void follow(String linkOrFile) {
    if (ListArgument.isMeant(linkOrFile) && !ConsoleLink.isMeant(linkOrFile)) {
      lists.ask(linkOrFile);
    } else {
      links.ask(linkOrFile);
    }
  }

  /** Brings the window to the front. */
  public void raise() {
    stage.setIconified(false);
    stage.toFront();
    stage.requestFocus();
  }

  /** Asks for confirmation if something would be interrupted, then runs {@code leave}. */
  public void askToLeave(Runnable leave) {
    int on = services.totals().tunnelsProperty().get();
    int shells = services.totals().shellsProperty().get();
    int files = services.files().transfers().unfinishedProperty().get();
    int edited = workspace.edited();
    String lost =
        Stream.of(
                files == 0 ? "" : Texts.get("leave.files", files),
                edited == 0 ? "" : Texts.get("leave.edited", edited),
                on == 0 && shells == 0 ? "" : Texts.get("leave.text", on, shells))
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining("\n"));
    if (lost.isEmpty()) {
      leave.run();
      return;
    }
    if (dialogs.isOpen(leaving)) {
      return;
    }
    leaving =
        new ConfirmDialog(
            new Question(Texts.get("leave.title"), lost, Texts.get("leave.confirm"), false, leave));
    dialogs.show(leaving);
  }

  /** Closes all tabs. */
  public void close() {
    place.close();
    workspace.close();
    theme.close();
    // no theme updates for a closed window
    scene.setRoot(new StackPane());
  }

  /** Starts the lab and shows its device. */
  private void startLab() {
    services
        .lab()
        .start()
        .whenComplete(
            (device, failure) -> {
              if (failure == null) {
                workspace.openDevice(device);
              } else {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                navigator.tell(Texts.get("lab.failed", String.valueOf(cause.getMessage())));
              }
            });
  }

  /** Lets the user choose a recording and plays it. */
  private void playRecording() {
    services.players().choose(stage).ifPresent(this::play);
  }

  private void play(Path file) {
    services
        .players()
        .read(file)
        .whenCompleteAsync(
            (recording, failure) -> {
              if (failure == null) {
                workspace.openPlayer(
                    new PlayerPage(
                        String.valueOf(file.getFileName()), services.players().open(recording)));
              } else {
                navigator.tell(
                    Texts.get(
                        "player.failed",
                        file.getFileName(),
                        String.valueOf(Background.cause(failure).getMessage())));
              }
            },
            services.fx());
  }

  private void shown(@Nullable DeviceItem device) {
    if (device != null) {
      WindowMemory memory = services.profile().window();
      memory.remember(memory.sidebar().withOpened(device.id()));
    }
    if (sidebar != null) {
      sidebar.select(device);
    }
    stage.setTitle(
        device == null ? Texts.get("app.name") : Texts.get("window.title", device.name()));
  }

  private void installKeys() {
    new WindowKeys(this::inShell, dialogs::isShowing)
        .always("Shortcut+Shift+N", navigator::addEdge)
        .always("Shortcut+Shift+T", () -> withShown(navigator::openShell))
        .always("Shortcut+Shift+E", () -> withShown(navigator::openFiles))
        .always("Shortcut+Shift+L", () -> withShown(device -> tunnels.add(device, null)))
        .always("Shortcut+Shift+W", workspace::closeCurrent)
        .always("Shortcut+Shift+R", workspace::reopen)
        .always("Ctrl+Tab", () -> workspace.next(1))
        .always("Ctrl+Shift+Tab", () -> workspace.next(-1))
        .always("Ctrl+Shift+Page_Up", () -> workspace.move(-1))
        .always("Ctrl+Shift+Page_Down", () -> workspace.move(1))
        .always("Shortcut+Shift+D", workspace::duplicateCurrent)
        .always("Shortcut+Shift+M", () -> withShells(shells::rename))
        .always("Shortcut+Shift+K", () -> withShells(shells::toggleLock))
        .always("Shortcut+Shift+H", () -> withShells(shells::toggleShare))
        .always("Shortcut+Shift+B", () -> withShells(shells::splitRight))
        .always("Shortcut+Shift+J", () -> withShells(shells::splitDown))
        .always("Shortcut+Shift+Left", () -> focus(Side.LEFT))
        .always("Shortcut+Shift+Right", () -> focus(Side.RIGHT))
        .always("Shortcut+Shift+Up", () -> focus(Side.TOP))
        .always("Shortcut+Shift+Down", () -> focus(Side.BOTTOM))
        .always("Shortcut+Shift+P", navigator::showPalette)
        .always("Shortcut+Shift+A", activity::toggle)
        .always("Shortcut+Shift+O", navigator::openOverview)
        .always("Shortcut+Comma", navigator::showSettings)
        .always("Shortcut+Shift+Q", () -> stage.fireEvent(closeRequest()))
        .outsideShells("F1", () -> navigator.openManual(workspace.topic()))
        .outsideShells("Shift+F1", navigator::showKeys)
        .outsideShells("Shortcut+F", this::focusFilter)
        .outsideShells("Shortcut+K", navigator::showPalette)
        .install(scene);
  }

  private void focusFilter() {
    if (!frame.isWelcoming()) {
      sidebar().focusFilter();
    }
  }

  private SidebarView sidebar() {
    SidebarView made = sidebar;
    if (made == null) {
      made =
          new SidebarView(
              new SidebarViewModel(
                  inventory,
                  services.profile().window(),
                  services.profile().preferences(),
                  navigator,
                  services.fx()),
              services.pulse().nowProperty());
      made.select(workspace.shownProperty().get());
      sidebar = made;
    }
    return made;
  }

  private WelcomeView welcome() {
    WelcomeView made = welcome;
    if (made == null) {
      made = new WelcomeView(new WelcomeViewModel(navigator, services.lab()));
      welcome = made;
    }
    return made;
  }

  private WindowEvent closeRequest() {
    return new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
  }

  private boolean inShell() {
    return workspace.isShellFocused(scene.getFocusOwner());
  }

  private void withShells(Consumer<ShellPage> action) {
    ShellPage front = workspace.frontShells();
    if (front != null) {
      action.accept(front);
    }
  }

  private void focus(Side side) {
    withShells(front -> front.panes().focus(side));
  }

  private void withShown(Consumer<DeviceItem> action) {
    DeviceItem shown = workspace.shownProperty().get();
    if (shown == null) {
      navigator.tell(Texts.get("keys.no-device"));
    } else {
      action.accept(shown);
    }
  }
}
