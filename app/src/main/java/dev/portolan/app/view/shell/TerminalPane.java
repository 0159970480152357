package dev.portolan.app.view.shell;

import dev.portolan.app.model.CursorChoice;
import dev.portolan.app.model.ReadableText;
import dev.portolan.app.terminal.ScreenCursor;
import dev.portolan.app.terminal.ScreenLine;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextLink;
import dev.portolan.app.terminal.TextRange;
import dev.portolan.app.terminal.TextSpan;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/**
 * The terminal's canvas with scroll bar, selection and cursor. FX thread, except for {@link
 * #request}.
 */
final class TerminalPane extends HBox implements TerminalMouse.Actions {
  /** A line number beyond all, to follow the text. */
  private static final long BOTTOM = Long.MAX_VALUE;

  private static final long PATIENCE_MILLIS = 4;

  private final TerminalScreen screen;
  private final Listener listener;
  private final TerminalCanvas canvas;
  private TerminalFont font;
  private final ScrollBar scrollBar = new ScrollBar();
  private final Selection selection;
  private final TerminalMouse mouse;
  private final Blink blink = new Blink(this::request);
  private final FrameLoop frames = new FrameLoop(this::draw);
  private final ShowingWatch showing;
  private @Nullable ScreenView shown;
  private List<TextRange> matches = List.of();
  private @Nullable TextRange currentMatch;
  private int matchGeneration;
  private boolean cursorOn = true;
  private boolean cursorMayBlink = true;
  private boolean barMoving;
  private long top = BOTTOM;

  /** Callbacks to the surrounding view. */
  interface Listener {
    /** The grid size has changed. */
    void grid(int columns, int rows);

    /**
     * Something has changed before this frame, even if hidden. Returns whether it was handled
     * completely.
     */
    boolean frame();

    /** A new view was painted. */
    void painted(ScreenView view);

    void selected();

    void open(TextLink link);

    void linkUnderMouse(@Nullable TextLink link);

    void pasteSelection();

    void arrows(int lines);
  }

  TerminalPane(
      TerminalScreen screen,
      TerminalFont font,
      TerminalScheme scheme,
      EmojiPictures emoji,
      Listener listener) {
    this.screen = screen;
    this.font = font;
    this.listener = listener;
    this.selection = new Selection(screen);
    this.canvas = new TerminalCanvas(font, scheme, emoji, this::request);
    this.mouse = new TerminalMouse(canvas, screen, selection, this);
    this.showing = new ShowingWatch(this, this::request, canvas::releasePicture);
    scrollBar.setOrientation(Orientation.VERTICAL);
    scrollBar.setFocusTraversable(false);
    scrollBar.setVisible(false);
    scrollBar.valueProperty().addListener((property, before, now) -> barMoved(now.doubleValue()));
    HBox.setHgrow(canvas, Priority.ALWAYS);
    getChildren().addAll(canvas, scrollBar);
    canvas.widthProperty().addListener(change -> sized());
    canvas.heightProperty().addListener(change -> sized());
    canvas
        .focusedProperty()
        .addListener(
            (property, before, now) -> {
              screen.focus(now);
              request();
            });
    tellLook();
  }

  TerminalCanvas canvas() {
    return canvas;
  }

  /** Requests a repaint. Any thread. */
  void request() {
    frames.request();
  }

  /** Whether the pane is visible. */
  boolean isSeen() {
    return showing.isShowing();
  }

  void stop() {
    frames.stop();
    blink.stop();
    mouse.stop();
  }

  void setFont(TerminalFont wanted) {
    font = wanted;
    canvas.setFont(font);
    tellLook();
    sized();
  }

  /** Reports the appearance to the screen, for queries. */
  private void tellLook() {
    screen.setLook(canvas.scheme().look(font));
  }

  void setScheme(TerminalScheme scheme) {
    canvas.setScheme(scheme);
    tellLook();
    request();
  }

  void setReadable(ReadableText readable) {
    canvas.setReadable(readable);
    request();
  }

  /**
   * Sets the cursor's appearance.
   *
   * @param usual the default shape
   * @param mayBlink whether programs may let it blink
   */
  void setCursorLook(CursorChoice usual, boolean mayBlink) {
    canvas.setUsualCursor(usual);
    cursorMayBlink = mayBlink;
    request();
  }

  private void sized() {
    int columns = canvas.columns();
    int rows = canvas.rows();
    if (columns > 0 && rows > 0) {
      listener.grid(columns, rows);
    }
    request();
  }

  private FrameLoop.Drawn draw() {
    boolean complete = listener.frame();
    FrameLoop.Drawn drawn = showing.isShowing() ? paint() : FrameLoop.Drawn.COMPLETE;
    return complete ? drawn : FrameLoop.Drawn.UNFINISHED;
  }

  private FrameLoop.Drawn paint() {
    ScreenView view = look(top);
    if (view == null) {
      return FrameLoop.Drawn.UNFINISHED;
    }
    boolean flood = shown != null && view.screenTop() - shown.screenTop() >= view.rows();
    shown = view;
    if (top < BOTTOM) {
      top = view.top() == view.screenTop() ? BOTTOM : view.top();
    }
    boolean focused = canvas.isFocused();
    boolean blinking = textBlinks(view);
    blink.setBlinking(blinking || (focused && cursorBlinks(view.cursor())));
    canvas.show(view, highlights(view), cursorLook(focused, view.cursor()), phase(blinking));
    moveBar(view);
    listener.painted(view);
    return flood ? FrameLoop.Drawn.FLOOD : FrameLoop.Drawn.COMPLETE;
  }

  /** The view of the end of the text, also while hidden; null if it is locked. */
  @Nullable ScreenView lookAtEnd() {
    return look(BOTTOM);
  }

  private @Nullable ScreenView look(long from) {
    try {
      return screen.look(from, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException notOurs) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private boolean cursorBlinks(ScreenCursor cursor) {
    return cursorOn && cursorMayBlink && cursor.blinking() && cursor.visible();
  }

  /** Whether text blinks: not with reduced motion. */
  private static boolean textBlinks(ScreenView view) {
    return !Platform.getPreferences().isReducedMotion()
        && view.lines().stream().anyMatch(ScreenLine::blinks);
  }

  private BlinkPhase phase(boolean blinking) {
    return blinking && !blink.isOn() ? BlinkPhase.OFF : BlinkPhase.ON;
  }

  private TerminalCanvas.CursorLook cursorLook(boolean focused, ScreenCursor cursor) {
    boolean off = cursorBlinks(cursor) && !blink.isOn();
    if (!cursorOn || (focused && off)) {
      return TerminalCanvas.CursorLook.NONE;
    }
    return focused ? TerminalCanvas.CursorLook.FILLED : TerminalCanvas.CursorLook.HOLLOW;
  }

  private Highlights highlights(ScreenView view) {
    boolean fresh = matchGeneration == view.generation();
    TextLink link = mouse.link();
    return new Highlights(
        view.generation(),
        selection.span(view.generation()),
        fresh ? matches : List.of(),
        fresh ? currentMatch : null,
        link == null ? null : link.range());
  }

  private void moveBar(ScreenView view) {
    double lines = (double) (view.screenTop() - view.firstLine());
    barMoving = true;
    scrollBar.setVisible(lines > 0);
    scrollBar.setMax(Math.max(1, lines));
    scrollBar.setVisibleAmount(lines * view.rows() / (lines + view.rows()));
    scrollBar.setBlockIncrement(view.rows());
    scrollBar.setUnitIncrement(1);
    scrollBar.setValue((double) (view.top() - view.firstLine()));
    barMoving = false;
  }

  private void barMoved(double value) {
    if (!barMoving && shown != null) {
      scrollTo(shown.firstLine() + Math.round(value));
    }
  }

  /** Scrolls a line to the top, if possible. */
  void scrollTo(long line) {
    if (shown != null) {
      top = line >= shown.screenTop() ? BOTTOM : Math.max(line, shown.firstLine());
      request();
    }
  }

  /** Scrolls to the end. */
  void scrollToEnd() {
    top = BOTTOM;
    request();
  }

  void scrollToStart() {
    if (shown != null) {
      scrollTo(shown.firstLine());
    }
  }

  void scrollPages(int pages) {
    if (shown != null) {
      scrollBy((long) pages * Math.max(1, shown.rows() - 1));
    }
  }

  /** Scrolls a range into view, to the middle if necessary. */
  void reveal(TextRange range) {
    if (shown != null
        && (range.startLine() < shown.top() || range.endLine() >= shown.top() + shown.rows())) {
      scrollTo(range.startLine() - shown.rows() / 2);
    }
    request();
  }

  /** The row of a range in the view, possibly outside. */
  long rowOf(TextRange range) {
    long first = shown == null ? 0 : shown.screenTop();
    return range.startLine() - (top == BOTTOM ? first : top);
  }

  /** Whether the cursor is in the upper half. */
  boolean isCursorHigh() {
    return shown != null && shown.cursor().line() - shown.top() < shown.rows() / 2;
  }

  long lastShownLine() {
    return shown == null ? BOTTOM : shown.top() + shown.rows() - 1;
  }

  void setMatches(int generation, List<TextRange> all, @Nullable TextRange current) {
    matchGeneration = generation;
    matches = all;
    currentMatch = current;
    request();
  }

  /** Shows or hides the cursor, which is hidden without a shell. */
  void setCursorOn(boolean on) {
    cursorOn = on;
    request();
  }

  void typed() {
    blink.restart();
    clearSelection();
    scrollToEnd();
  }

  /** The selection, or null. */
  @Nullable TextSpan selectedSpan() {
    return shown == null ? null : selection.span(shown.generation());
  }

  /** The selected text, or null. */
  @Nullable String selectedText() {
    TextSpan span = selectedSpan();
    return span == null ? null : screen.text(span);
  }

  boolean hasSelection() {
    return selectedSpan() != null;
  }

  void clearSelection() {
    selection.clear();
    request();
  }

  void selectAll() {
    if (shown != null) {
      long end = shown.screenTop() + shown.rows() - 1;
      select(new TextRange(shown.firstLine(), 0, end, shown.columns()));
    }
  }

  void select(TextRange range) {
    if (shown != null) {
      selection.set(shown.generation(), range);
      selected();
      request();
    }
  }

  /** The cursor's bounds in the canvas, or null if not visible. */
  @Nullable Rectangle2D cursorPlace() {
    if (shown == null) {
      return null;
    }
    long row = shown.cursor().line() - shown.top();
    if (row < 0 || row >= shown.rows()) {
      return null;
    }
    int column = shown.cursor().column();
    boolean inLine = column < shown.columns();
    return canvas.cell(inLine ? shown.lines().get((int) row).place(column) : column, (int) row);
  }

  @Override
  public @Nullable ScreenView shown() {
    return shown;
  }

  @Override
  public void scrollBy(long lines) {
    if (shown != null) {
      scrollTo((top == BOTTOM ? shown.screenTop() : top) + lines);
    }
  }

  @Override
  public void selectionChanged() {
    request();
  }

  @Override
  public void selected() {
    listener.selected();
  }

  @Override
  public void linkChanged() {
    listener.linkUnderMouse(mouse.link());
    request();
  }

  @Override
  public void open(TextLink link) {
    listener.open(link);
  }

  @Override
  public void pasteSelection() {
    listener.pasteSelection();
  }

  @Override
  public void arrows(int lines) {
    listener.arrows(lines);
  }
}
