package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.SearchQuery;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextLink;
import dev.portolan.app.terminal.TextRange;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A shell in a tab: the terminal with its find bar, its questions and the banner that says why it
 * takes no keys. Its commands are public for menus. FX thread.
 */
public final class ShellView extends StackPane {
  private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");
  private static final Insets HINT_MARGIN = new Insets(0, 0, 8, 8);
  private static final Insets FIND_MARGIN = new Insets(0, 16, 0, 0);
  private static final int ROWS_UNDER_FIND_BAR = 3;
  private static final double MIN_FONT_SIZE = 6;
  private static final double MAX_FONT_SIZE = 48;

  private final TerminalSession session;
  private final ObservableValue<TerminalSettings> settings;
  private final Subscription following;
  private final TerminalScreen screen;
  private final TerminalPane pane;
  private final GridResizer resizer;
  private final ShellTitle title;
  private final ShellBell bell = new ShellBell(System::nanoTime);
  private final ShellBanner banner;
  private final ShellFind find;
  private final FindBar findBar;
  private final ShellQuestions questions;
  private final ShellKeys keys;
  private final Label linkHint = new Label();
  private final ComposedText composed = new ComposedText();
  private final ReadOnlyObjectWrapper<TerminalState> state;
  private double fontSize;
  private Color windowColor = Color.WHITE;
  private volatile boolean textChanged;

  /**
   * A view of {@code session}, which opens its shell once the size of the view is known.
   *
   * @param settings followed until it is closed
   */
  public ShellView(TerminalSession session, ObservableValue<TerminalSettings> settings) {
    this.session = session;
    this.settings = settings;
    fontSize = settings.getValue().get(Settings.FONT_SIZE);
    state = new ReadOnlyObjectWrapper<>(this, "state", session.state());
    screen =
        new TerminalScreen(
            80,
            24,
            settings.getValue().get(Settings.SCROLLBACK),
            System::nanoTime,
            session::answer,
            session::write,
            this::textChanged);
    title = new ShellTitle(session.deviceName(), screen::title, System::nanoTime);
    resizer = new GridResizer(screen, session);
    pane =
        new TerminalPane(
            screen, TerminalFont.ofSize(fontSize), TerminalScheme.LIGHT, new PaneListener());
    banner =
        new ShellBanner(
            session.deviceName(), Clock.system(ZoneId.systemDefault()), session::reopen);
    find = new ShellFind(screen, session.background(), new FindListener());
    findBar = new FindBar(new FindActions());
    questions = new ShellQuestions(this, session.deviceName(), this::focusTerminal);
    keys = new ShellKeys(new KeyCommands(), screen::keyCode);
    assemble();
    following = settings.subscribe(this::settingsChanged);
    Coalescer stateChanged = new Coalescer(new FxThread(), this::stateChanged);
    session.addListener(stateChanged::request);
    stateChanged();
    session.attach(screen);
  }

  private void settingsChanged(TerminalSettings before, TerminalSettings now) {
    if (!before.get(Settings.FONT_SIZE).equals(now.get(Settings.FONT_SIZE))) {
      zoomReset();
    }
    paintAsWanted();
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
          new ShellMenu(this).show(canvas, event.getScreenX(), event.getScreenY());
          event.consume();
        });
    linkHint.getStyleClass().add("shell-hint");
    linkHint.setMouseTransparent(true);
    linkHint.setVisible(false);
    StackPane.setAlignment(linkHint, Pos.BOTTOM_LEFT);
    StackPane.setMargin(linkHint, HINT_MARGIN);
    StackPane.setAlignment(findBar, Pos.TOP_RIGHT);
    StackPane.setMargin(findBar, FIND_MARGIN);
    StackPane.setAlignment(banner, Pos.TOP_LEFT);
    findBar.setVisible(false);
    getChildren().addAll(pane, bell, composed, banner, findBar, linkHint);
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressedElsewhere);
    backgroundProperty().addListener((property, before, now) -> themed(now));
  }

  /**
   * The theme reaches the canvas by way of this region's background, which the theme's colours
   * fill.
   */
  private void themed(@Nullable Background background) {
    if (background != null
        && !background.getFills().isEmpty()
        && background.getFills().getFirst().getFill() instanceof Color color) {
      windowColor = color;
      paintAsWanted();
    }
  }

  private void paintAsWanted() {
    TerminalSettings wanted = settings.getValue();
    pane.setScheme(TerminalScheme.of(wanted.get(Settings.SCHEME), windowColor));
    pane.setReadable(wanted.get(Settings.READABLE_TEXT));
  }

  private void pressedElsewhere(KeyEvent event) {
    boolean inTerminal = pane.canvas().isFocused();
    if (!inTerminal && !questions.isOpen() && keys.windowCommand(event)) {
      event.consume();
    }
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
   * Opposite to where the text ends, which is what a person wants to see; a shell's last words may
   * be painted after its end is known.
   */
  private void placeBanner() {
    Pos place = pane.isCursorHigh() ? Pos.BOTTOM_LEFT : Pos.TOP_LEFT;
    if (place != StackPane.getAlignment(banner)) {
      StackPane.setAlignment(banner, place);
    }
  }

  /** The device's name and what the program there calls itself. */
  public ReadOnlyStringProperty titleProperty() {
    return title.property();
  }

  /** How the shell is doing. */
  public ReadOnlyObjectProperty<TerminalState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Whether a program runs in the shell, as far as the terminal shows. */
  public boolean isProgramRunning() {
    return session.state().takesKeys() && screen.isProgramRunning();
  }

  /** Leads the keys to the shell, or to what must be answered first. */
  public void focusTerminal() {
    if (questions.isOpen()) {
      questions.focus();
    } else {
      pane.canvas().requestFocus();
    }
  }

  /** Ends the shell. */
  public void close() {
    following.unsubscribe();
    session.close();
    find.close();
    pane.stop();
    bell.stop();
    banner.stop();
  }

  public boolean hasSelection() {
    return pane.hasSelection();
  }

  /** Copies the selected text and lets go of it. */
  public void copy() {
    String text = selectedText();
    if (!text.isEmpty() && copy(text)) {
      pane.clearSelection();
    }
  }

  /** Empty if nothing is selected. It may be all of the scrollback, so it is read once. */
  private String selectedText() {
    return Objects.requireNonNullElse(pane.selectedText(), "");
  }

  private static boolean copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    return Clipboard.getSystemClipboard().setContent(content);
  }

  /**
   * Sends the text of the clipboard, after a look at it where it is long or has more than one line.
   */
  public void paste() {
    paste(Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), ""));
  }

  private void paste(String text) {
    PastedText paste = PastedText.of(text);
    if (paste.text().isEmpty()) {
      return;
    }
    if (!session.state().takesKeys()) {
      banner.callAttention();
    } else if (paste.needsLook()) {
      questions.aboutPaste(paste, () -> send(paste));
    } else {
      send(paste);
    }
  }

  private void send(PastedText paste) {
    send(Keys.utf8(paste.toSend(screen.wantsMarkedPaste())));
  }

  private void send(byte[] bytes) {
    if (session.write(bytes)) {
      pane.typed();
    } else {
      banner.callAttention();
    }
  }

  /** Opens the find bar, with the selected word in it where there is one. */
  public void find() {
    String selected = selectedText();
    findBar.setVisible(true);
    findBar.open(selected.contains("\n") ? "" : selected);
    find.open();
  }

  public void findNext() {
    find.next();
  }

  public void findPrevious() {
    find.previous();
  }

  /** Closes the find bar; the keys go to the shell again. */
  public void closeFind() {
    find.close();
    findBar.setVisible(false);
    pane.setMatches(0, List.of(), null);
    focusTerminal();
  }

  public void selectAll() {
    pane.selectAll();
    mark(selectedText());
  }

  private void mark(String text) {
    if (!text.isEmpty()) {
      settings.getValue().marked().set(text);
    }
  }

  /** Forgets the lines that have left the screen. */
  public void clearScrollback() {
    session.background().execute(screen::clearScrollback);
  }

  public void zoomIn() {
    zoom(fontSize + 1);
  }

  public void zoomOut() {
    zoom(fontSize - 1);
  }

  public void zoomReset() {
    zoom(settings.getValue().get(Settings.FONT_SIZE));
  }

  private void zoom(double size) {
    double within = Math.clamp(size, MIN_FONT_SIZE, MAX_FONT_SIZE);
    if (within != fontSize) {
      fontSize = within;
      pane.setFont(TerminalFont.ofSize(within));
    }
  }

  /** Asks for a fresh shell where the last one has ended, was refused or lost. */
  public void reopen() {
    session.reopen();
  }

  /** The size of the grid that fits into the window. */
  public GridSize gridSize() {
    return new GridSize(pane.canvas().columns(), pane.canvas().rows());
  }

  /** Whether the text that was last painted has the size of the window's grid. */
  public boolean isGridPainted() {
    ScreenView shown = pane.shown();
    return shown != null && gridSize().equals(new GridSize(shown.columns(), shown.rows()));
  }

  /** The lines that were last painted, without spaces at their ends. */
  public String shownText() {
    ScreenView shown = pane.shown();
    return shown == null ? "" : shown.text();
  }

  private void open(TextLink link) {
    if (link.isPlain()) {
      browse(link);
    } else {
      questions.aboutLink(link, () -> browse(link));
    }
  }

  private void browse(TextLink link) {
    settings.getValue().browser().accept(link.address());
  }

  /** What the picture of the terminal tells. */
  private final class PaneListener implements TerminalPane.Listener {
    @Override
    public void grid(int columns, int rows) {
      resizer.resize(columns, rows);
    }

    @Override
    public boolean frame() {
      if (screen.takeBell()) {
        bell.ring();
      }
      if (textChanged) {
        textChanged = false;
        find.textChanged();
      }
      return title.update();
    }

    @Override
    public void painted() {
      placeBanner();
    }

    @Override
    public void selected() {
      String text = selectedText();
      mark(text);
      if (settings.getValue().get(Settings.COPY_ON_SELECT) && !text.isEmpty()) {
        copy(text);
      }
    }

    @Override
    public void open(TextLink link) {
      ShellView.this.open(link);
    }

    @Override
    public void linkUnderMouse(@Nullable TextLink link) {
      linkHint.setVisible(link != null);
      linkHint.setText(link == null ? "" : link.address().toString());
    }

    @Override
    public void pasteSelection() {
      settings.getValue().marked().get(ShellView.this::paste);
    }

    @Override
    public void arrows(int lines) {
      byte[] code = screen.keyCode(lines > 0 ? Keys.UP : Keys.DOWN, 0);
      for (int i = 0; code != null && i < Math.abs(lines); i++) {
        session.write(code);
      }
    }
  }

  /** What the find bar asks for. */
  private final class FindActions implements FindBar.Actions {
    @Override
    public void queryChanged(SearchQuery query) {
      find.setQuery(query);
    }

    @Override
    public void next() {
      findNext();
    }

    @Override
    public void previous() {
      findPrevious();
    }

    @Override
    public void close() {
      closeFind();
    }
  }

  /** What the search finds. */
  private final class FindListener implements ShellFind.Listener {
    @Override
    public void found(String words, boolean problem) {
      findBar.showCount(words, problem);
      pane.setMatches(find.generation(), find.matches(), find.current());
    }

    @Override
    public void show(TextRange match) {
      pane.reveal(match);
      boolean covered = pane.rowOf(match) <= ROWS_UNDER_FIND_BAR;
      StackPane.setAlignment(findBar, covered ? Pos.BOTTOM_RIGHT : Pos.TOP_RIGHT);
    }

    @Override
    public long lastShownLine() {
      return pane.lastShownLine();
    }
  }

  /** What keys do. */
  private final class KeyCommands implements ShellKeys.Commands {
    @Override
    public boolean hasSelection() {
      return pane.hasSelection();
    }

    @Override
    public void copy() {
      ShellView.this.copy();
    }

    @Override
    public void paste() {
      ShellView.this.paste();
    }

    @Override
    public void find() {
      ShellView.this.find();
    }

    @Override
    public void findNext() {
      ShellView.this.findNext();
    }

    @Override
    public void findPrevious() {
      ShellView.this.findPrevious();
    }

    @Override
    public void zoomIn() {
      ShellView.this.zoomIn();
    }

    @Override
    public void zoomOut() {
      ShellView.this.zoomOut();
    }

    @Override
    public void zoomReset() {
      ShellView.this.zoomReset();
    }

    @Override
    public void scrollPages(int pages) {
      pane.scrollPages(pages);
    }

    @Override
    public void scrollToStart() {
      pane.scrollToStart();
    }

    @Override
    public void scrollToEnd() {
      pane.scrollToEnd();
    }

    @Override
    public void composing(String text) {
      composed.show(text, pane.canvas(), pane.cursorPlace());
    }

    @Override
    public void send(byte[] bytes) {
      ShellView.this.send(bytes);
    }

    @Override
    public boolean reopen() {
      if (!session.state().canReopen()) {
        return false;
      }
      session.reopen();
      return true;
    }
  }
}
