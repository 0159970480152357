package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.terminal.CopiedText;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.ScrollbackBounds;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextLink;
import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.common.TabNews;
import java.time.Clock;
import java.time.ZoneId;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The view of a shell: terminal, find bar, questions and banner. FX thread. */
public final class ShellView extends StackPane {
  private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");
  private static final Insets HINT_MARGIN = new Insets(0, 0, 8, 8);
  private static final Insets BESIDE_SCROLL_BAR = new Insets(0, 20, 6, 6);
  private static final Insets OFFER_MARGIN = new Insets(8, 24, 8, 8);

  private final TerminalSession session;
  private final TerminalScreen screen;
  private final TerminalPane pane;
  private final GridResizer resizer;
  private final ShellTitle title;
  private final ShellBell bell = new ShellBell(System::nanoTime);
  private final ShellNews news;
  private final ShellBanner banner;
  private final ShellQuestions questions;
  private final ShellLockBar lock = new ShellLockBar();
  private final ShellShare share;
  private final ShellShareBar shareBar;
  private final ShellInput input;
  private final ShellSelection selection;
  private final ShellSearch search;
  private final ShellLinks links;
  private final ScrollbackHint scrollbackHint;
  private final ShellColors colors;
  private final ShellLogBar log;
  private final ShellLogBar recording;
  private final ShellCopyBar copy;
  private final ShellFolder folder;
  private final ShellCommands commands;
  private final ShellKeys keys;
  private final ComposedText composed = new ComposedText();
  private final Subscription following;
  private final ReadOnlyObjectWrapper<TerminalState> state;
  private volatile boolean textChanged;

  /**
   * Creates a view of {@code session}, whose shell is opened once the view's size is known.
   *
   * @param settings the settings, followed until closed
   * @param memory the memory limit of the scrollback
   */
  public ShellView(
      TerminalSession session,
      ObservableValue<TerminalSettings> settings,
      ScrollbackMemory memory) {
    this(session, settings, memory, new SharedKeys(), "");
  }

  /**
   * The same as one of several shells that may get the same keys.
   *
   * @param place where its device is
   */
  public ShellView(
      TerminalSession session,
      ObservableValue<TerminalSettings> settings,
      ScrollbackMemory memory,
      SharedKeys sharedKeys,
      String place) {
    this.session = session;
    state = new ReadOnlyObjectWrapper<>(this, "state", session.state());
    screen =
        new TerminalScreen(
            80,
            24,
            new ScrollbackBounds(settings.getValue().get(Settings.SCROLLBACK), memory),
            System::nanoTime,
            session::answer,
            this::mouse,
            this::textChanged);
    title = new ShellTitle(session.deviceName(), screen::title, System::nanoTime);
    resizer = new GridResizer(screen, session);
    pane =
        new TerminalPane(
            screen,
            settings.getValue().font(settings.getValue().get(Settings.FONT_SIZE)),
            TerminalScheme.LIGHT,
            settings.getValue().emoji(),
            new PaneListener(settings));
    news = new ShellNews(bell, session::bytesPrinted, settings);
    banner =
        new ShellBanner(
            session.deviceName(), Clock.system(ZoneId.systemDefault()), session::reopen);
    questions = new ShellQuestions(this, session.deviceName(), this::focusTerminal);
    share = new ShellShare(sharedKeys, title.property(), place);
    shareBar = new ShellShareBar(share);
    input = new ShellInput(session, screen, pane, banner, questions, lock, share);
    share.open(input);
    selection = new ShellSelection(pane, settings);
    search = new ShellSearch(pane, screen, session.background(), this::focusTerminal);
    links = new ShellLinks(questions, settings);
    scrollbackHint = new ScrollbackHint(memory);
    colors = new ShellColors(pane, settings);
    ShellZoom zoom = new ShellZoom(pane, settings);
    log = ShellLogBar.ofLog(session.log(), settings);
    recording = ShellLogBar.ofRecording(session, settings);
    copy = new ShellCopyBar(session.deviceName(), questions, settings);
    folder = new ShellFolder(screen::folder, input);
    commands =
        new ShellCommands(
            pane,
            input,
            selection,
            search,
            zoom,
            composed,
            log,
            recording,
            copy,
            new ShellPrompts(pane, screen));
    keys = new ShellKeys(commands, screen::keyCode);
    assemble();
    following =
        settings
            .subscribe(zoom::settingsChanged)
            .and(settings.subscribe((before, now) -> colors.paintAsWanted()))
            .and(settings.subscribe(this::drawCursor));
    Coalescer stateChanged = new Coalescer(new FxThread(), this::stateChanged);
    session.addListener(stateChanged::request);
    stateChanged();
    session.attach(screen);
  }

  private void assemble() {
    getStyleClass().add("shell-view");
    String sheet = ShellView.class.getResource("shell.css").toExternalForm();
    getStylesheets().add(sheet);
    TerminalCanvas canvas = pane.canvas();
    canvas.setId("terminal");
    canvas.setAccessibleRole(AccessibleRole.TEXT_AREA);
    canvas.setAccessibleText(ShellTexts.of("terminal.name", session.deviceName()));
    canvas.setInputMethodRequests(new CursorInputMethod(canvas, pane::cursorPlace));
    keys.listenOn(canvas);
    canvas.setOnContextMenuRequested(
        event -> {
          menu().show(canvas, event.getScreenX(), event.getScreenY());
          event.consume();
        });
    StackPane.setAlignment(links, Pos.BOTTOM_LEFT);
    StackPane.setMargin(links, HINT_MARGIN);
    StackPane.setAlignment(scrollbackHint, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(scrollbackHint, BESIDE_SCROLL_BAR);
    StackPane.setAlignment(banner, Pos.TOP_LEFT);
    StackPane.setAlignment(copy, Pos.TOP_RIGHT);
    StackPane.setMargin(copy, OFFER_MARGIN);
    // above the bars
    StackPane terminal =
        new StackPane(pane, bell, composed, scrollbackHint, banner, copy, search.bar(), links);
    VBox.setVgrow(terminal, Priority.ALWAYS);
    getChildren().add(new VBox(terminal, shareBar, lock, recording, log));
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressedElsewhere);
    backgroundProperty().addListener((property, before, now) -> colors.themed(now));
  }

  private ShellMenu menu() {
    return new ShellMenu(
        commands,
        session.state().takesKeys(),
        pane::selectAll,
        () -> session.background().execute(screen::clearScrollback));
  }

  private void pressedElsewhere(KeyEvent event) {
    boolean inTerminal = pane.canvas().isFocused();
    if (!inTerminal && !questions.isOpen() && keys.windowCommand(event)) {
      event.consume();
    }
  }

  private void drawCursor(TerminalSettings wanted) {
    pane.setCursorLook(wanted.get(Settings.CURSOR), wanted.get(Settings.CURSOR_BLINK));
  }

  private void mouse(byte[] report) {
    input.sendQuietly(report);
  }

  private void textChanged() {
    textChanged = true;
    pane.request();
  }

  private void stateChanged() {
    TerminalState now = session.state();
    state.set(now);
    banner.show(now);
    placeBanner();
    pane.setCursorOn(now.takesKeys());
    pane.canvas().pseudoClassStateChanged(LOST, now.isInterrupted());
  }

  /**
   * Places the banner away from the end of the text, which may still change after the shell's end.
   */
  private void placeBanner() {
    Pos place = pane.isCursorHigh() ? Pos.BOTTOM_LEFT : Pos.TOP_LEFT;
    if (place != StackPane.getAlignment(banner)) {
      StackPane.setAlignment(banner, place);
      StackPane.setAlignment(copy, pane.isCursorHigh() ? Pos.BOTTOM_RIGHT : Pos.TOP_RIGHT);
    }
  }

  /** The device's name with the program's title. */
  public ReadOnlyStringProperty titleProperty() {
    return title.property();
  }

  /** The shell's reported folder, or empty. */
  public ReadOnlyStringProperty folderProperty() {
    return folder.property();
  }

  /** The path in which another shell of the device can start, or empty. */
  public String path() {
    return folder.path();
  }

  /** Changes to a folder at the shell's first reported prompt. */
  public void startIn(String path) {
    folder.startIn(path);
  }

  /** The shell's state. */
  public ReadOnlyObjectProperty<TerminalState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Unseen events. */
  public ReadOnlyObjectProperty<TabNews> newsProperty() {
    return news.property();
  }

  /** Whether the shell is locked against input. */
  public BooleanProperty lockedProperty() {
    return lock.lockedProperty();
  }

  /** The shell as a member of a group that gets the same keys. */
  public SharedKeys.Member share() {
    return share;
  }

  /** Whether a program seems to be running. */
  public boolean isProgramRunning() {
    return session.state().takesKeys() && screen.isProgramRunning();
  }

  /** Focuses the shell, or an open question. */
  public void focusTerminal() {
    if (questions.isOpen()) {
      questions.focus();
    } else {
      pane.canvas().requestFocus();
    }
  }

  /** Closes the shell. */
  public void close() {
    following.unsubscribe();
    share.close();
    shareBar.stop();
    session.close();
    session.background().execute(screen::close);
    search.stop();
    pane.stop();
    bell.stop();
    copy.stop();
    banner.stop();
    lock.stop();
  }

  /** The grid size that fits the view. */
  public GridSize gridSize() {
    return new GridSize(pane.canvas().columns(), pane.canvas().rows());
  }

  /** Whether the painted text has the view's grid size. */
  public boolean isGridPainted() {
    ScreenView shown = pane.shown();
    return shown != null && gridSize().equals(new GridSize(shown.columns(), shown.rows()));
  }

  /** The painted lines without trailing spaces. */
  public String shownText() {
    ScreenView shown = pane.shown();
    return shown == null ? "" : shown.text();
  }

  /** Events of the terminal pane. */
  private final class PaneListener implements TerminalPane.Listener {
    private final ObservableValue<TerminalSettings> settings;

    PaneListener(ObservableValue<TerminalSettings> settings) {
      this.settings = settings;
    }

    @Override
    public void grid(int columns, int rows) {
      resizer.resize(columns, rows);
    }

    @Override
    public boolean frame() {
      boolean rang = screen.takeBell();
      if (pane.isSeen()) {
        news.shown(rang);
      } else {
        news.hidden(rang, pane::lookAtEnd);
      }
      if (textChanged) {
        textChanged = false;
        search.textChanged();
      }
      CopiedText copied = screen.takeCopied();
      if (copied != null) {
        copy.offered(copied);
      }
      folder.update();
      return title.update();
    }

    @Override
    public void painted(ScreenView view) {
      news.painted(view);
      placeBanner();
      scrollbackHint.painted(view);
    }

    @Override
    public void selected() {
      selection.changed();
    }

    @Override
    public void open(TextLink link) {
      links.open(link);
    }

    @Override
    public void linkUnderMouse(@Nullable TextLink link) {
      links.show(link);
    }

    @Override
    public void pasteSelection() {
      settings.getValue().marked().get(input::paste);
    }

    @Override
    public void arrows(int lines) {
      input.arrows(lines);
    }
  }
}
