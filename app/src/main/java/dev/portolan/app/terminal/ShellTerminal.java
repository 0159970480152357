package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.Color;
import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.Terminal;
import com.techsenger.jeditermfx.core.TerminalKeyEncoder;
import com.techsenger.jeditermfx.core.TerminalMode;
import com.techsenger.jeditermfx.core.TerminalOutputStream;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.util.CellPosition;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What JediTerm's emulator writes on: a cursor over a {@link Grid}, with xterm's manners. Columns
 * and rows count from 0 inside and from 1 where the emulator calls. Guarded by the lock of its
 * screen.
 */
final class ShellTerminal implements Terminal {
  private final Grid grid;
  private final Consumer<byte[]> answers;
  private final StyleState style = new StyleState();
  private final StylePool styles = new StylePool();
  private final CharacterSets sets = new CharacterSets();
  private final TabStops tabs = new TabStops();
  private final TerminalKeyEncoder keys = new TerminalKeyEncoder();
  private final MouseReports mouse = new MouseReports();
  private int x;
  private int y;
  private int top;
  private int bottom;
  private boolean autoWrap = true;
  private boolean autoNewLine;
  private boolean origin;
  private boolean inserting;
  private char pendingHigh;
  private @Nullable URI link;
  private Decoration decoration = Decoration.NONE;
  private @Nullable SavedCursor savedOnMain;
  private @Nullable SavedCursor savedOnAlternate;

  private volatile boolean cursorVisible = true;
  private volatile boolean bracketedPaste;

  /** Whether this shell has asked for marked pastes yet, as modern ones do with each prompt. */
  private boolean prompted;

  private volatile boolean mouseWanted;
  private volatile boolean rang;
  private @Nullable CursorShape shape;

  private record SavedCursor(
      int x,
      int y,
      TextStyle style,
      Decoration decoration,
      boolean origin,
      boolean autoWrap,
      CharacterSets.Saved sets) {
    SavedCursor at(int column, int row) {
      return new SavedCursor(column, row, style, decoration, origin, autoWrap, sets);
    }
  }

  ShellTerminal(Grid grid, Consumer<byte[]> answers) {
    this.grid = grid;
    this.answers = answers;
    this.bottom = grid.rows() - 1;
  }

  // What the screen asks.

  int column() {
    return Math.min(x, grid.columns() - 1);
  }

  int row() {
    return y;
  }

  boolean isCursorVisible() {
    return cursorVisible;
  }

  @Nullable CursorShape shape() {
    return shape;
  }

  boolean wantsMarkedPaste() {
    return bracketedPaste;
  }

  /**
   * Whether a program has the terminal, as far as it shows: it fills the whole screen, or the shell
   * has left its prompt. Shells that mark no prompt are taken to be at it.
   */
  boolean isProgramRunning() {
    return grid.isAlternate() || (prompted && !bracketedPaste);
  }

  boolean wantsMouse() {
    return mouseWanted;
  }

  byte @Nullable [] report(ScreenMouse event) {
    return mouse.report(event);
  }

  boolean takeBell() {
    boolean was = rang;
    rang = false;
    return was;
  }

  // Writing.

  /** The row is as long as it needs to be: where it ends is decided below. */
  @Override
  public int distanceToLineEnd() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void writeCharacters(String string) {
    String text = pendingHigh == 0 ? string : pendingHigh + string;
    pendingHigh = 0;
    int end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      pendingHigh = text.charAt(--end);
    }
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      if (c < Cells.ODD) {
        put(sets.map(c), 1);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint);
        if (Cells.isMark(codePoint)) {
          mark(codePoint);
        } else {
          put(codePoint, Cells.isWide(codePoint) ? 2 : 1);
        }
      }
    }
  }

  private void put(int cell, int width) {
    int columns = grid.columns();
    if (x + width > columns) {
      if (width > columns) {
        return;
      }
      if (autoWrap) {
        grid.row(y).setWrapped(true);
        x = 0;
        lineFeed();
      } else {
        x = columns - width;
      }
    }
    Row row = grid.row(y);
    TextStyle now = style.getCurrent();
    if (inserting) {
      row.insert(x, width, columns, styles.erased(now));
    }
    row.splitWide(x);
    row.splitWide(x + width);
    row.put(x, cell, now);
    if (width == 2) {
      row.put(x + 1, Cells.SECOND, now);
    }
    // Only where lines wrap does the cursor wait behind the last column.
    x = autoWrap ? x + width : Math.min(x + width, columns - 1);
  }

  private void mark(int mark) {
    Row row = grid.row(y);
    int column = x - 1;
    if (column > 0 && row.cell(column) == Cells.SECOND) {
      column--;
    }
    if (column >= 0) {
      row.put(column, grid.cells().marked(row.cell(column), mark), row.style(column));
    }
  }

  /** A line of our own, from the first column of the cursor's row. */
  void writeLine(String text) {
    x = 0;
    eraseInLine(2);
    writeCharacters(text);
    x = 0;
    newLine();
  }

  // Moving. A cursor behind the last column waits there to wrap; whatever moves it cancels that.

  private void cancelWrap() {
    x = column();
  }

  @Override
  public void carriageReturn() {
    x = 0;
  }

  @Override
  public void newLine() {
    grid.row(y).setWrapped(false);
    index();
    if (autoNewLine) {
      x = 0;
    }
  }

  @Override
  public void index() {
    cancelWrap();
    lineFeed();
  }

  private void lineFeed() {
    if (y == bottom) {
      grid.scrollUp(top, bottom, 1, erased());
    } else if (y < grid.rows() - 1) {
      y++;
    }
  }

  @Override
  public void nextLine() {
    x = 0;
    newLine();
  }

  @Override
  public void reverseIndex() {
    cancelWrap();
    if (y == top) {
      grid.scrollDown(top, bottom, 1, erased());
    } else if (y > 0) {
      y--;
    }
  }

  @Override
  public void backspace() {
    cancelWrap();
    x = Math.max(0, x - 1);
  }

  @Override
  public void horizontalTab() {
    x = tabs.after(column(), grid.columns());
  }

  void backTab(int count) {
    cancelWrap();
    for (int i = 0; i < count && x > 0; i++) {
      x = tabs.before(x);
    }
  }

  @Override
  public void cursorUp(int count) {
    cancelWrap();
    y = Math.max(y >= top ? top : 0, y - count);
  }

  @Override
  public void cursorDown(int count) {
    cancelWrap();
    y = Math.min(y <= bottom ? bottom : grid.rows() - 1, y + count);
  }

  @Override
  public void cursorForward(int count) {
    x = Math.min(grid.columns() - 1, x + count);
  }

  @Override
  public void cursorBackward(int count) {
    cancelWrap();
    x = Math.max(0, x - count);
  }

  @Override
  public void cursorHorizontalAbsolute(int column) {
    x = Math.clamp(column - 1L, 0, grid.columns() - 1);
  }

  @Override
  public void linePositionAbsolute(int row) {
    cancelWrap();
    y =
        origin
            ? Math.clamp((long) top + row - 1, top, bottom)
            : Math.clamp(row - 1L, 0, grid.rows() - 1);
  }

  @Override
  public void cursorPosition(int column, int row) {
    cursorHorizontalAbsolute(column);
    linePositionAbsolute(row);
  }

  @Override
  public void setScrollingRegion(int from, int to) {
    top = from - 1;
    bottom = to - 1;
    cursorPosition(1, 1);
  }

  @Override
  public void resetScrollRegions() {
    top = 0;
    bottom = grid.rows() - 1;
  }

  // Erasing, inserting, deleting.

  private TextStyle erased() {
    return styles.erased(style.getCurrent());
  }

  @Override
  public void eraseInLine(int what) {
    Row row = grid.row(y);
    switch (what) {
      case 0 -> {
        row.eraseFrom(column(), erased());
        row.setWrapped(false);
      }
      case 1 -> erase(0, column() + 1);
      case 2 -> {
        row.eraseFrom(0, erased());
        row.setWrapped(false);
      }
      default -> {
        // A line has no other part.
      }
    }
  }

  @Override
  public void eraseInDisplay(int what) {
    switch (what) {
      case 0 -> {
        eraseInLine(0);
        grid.eraseRows(y + 1, grid.rows(), erased());
      }
      case 1 -> {
        grid.eraseRows(0, y, erased());
        eraseInLine(1);
      }
      case 2 -> {
        if (!grid.isAlternate()) {
          grid.keepScreen();
        }
        grid.eraseRows(0, grid.rows(), erased());
      }
      case 3 -> grid.clearHistory();
      default -> {
        // A screen has no other part.
      }
    }
  }

  @Override
  public void clearScreen() {
    grid.eraseRows(0, grid.rows(), erased());
  }

  @Override
  public void eraseCharacters(int count) {
    cancelWrap();
    erase(x, x + count);
  }

  private void erase(int from, int to) {
    if (to >= grid.columns()) {
      grid.row(y).eraseFrom(from, erased());
    } else {
      grid.row(y).erase(from, to, erased());
    }
  }

  @Override
  public void deleteCharacters(int count) {
    cancelWrap();
    grid.row(y).delete(x, Math.min(count, grid.columns() - x), grid.columns(), erased());
  }

  @Override
  public void insertBlankCharacters(int count) {
    cancelWrap();
    grid.row(y).insert(x, Math.min(count, grid.columns() - x), grid.columns(), erased());
  }

  @Override
  public void insertLines(int count) {
    if (isInRegion()) {
      grid.scrollDown(y, bottom, Math.min(count, bottom - y + 1), erased());
      x = 0;
    }
  }

  @Override
  public void deleteLines(int count) {
    if (isInRegion()) {
      grid.deleteRows(y, bottom, Math.min(count, bottom - y + 1), erased());
      x = 0;
    }
  }

  private boolean isInRegion() {
    return y >= top && y <= bottom;
  }

  @Override
  public void scrollUp(int count) {
    grid.scrollUp(top, bottom, Math.min(count, bottom - top + 1), erased());
  }

  @Override
  public void scrollDown(int count) {
    grid.scrollDown(top, bottom, Math.min(count, bottom - top + 1), erased());
  }

  // Size.

  /** The size is the person's: what the far side asks for is not heard. */
  @Override
  public void resize(TermSize size, RequestOrigin from) {}

  /** Gives the screen the person's size. As in xterm that ends a scroll region. */
  void setSize(int columns, int rows) {
    if (columns == grid.columns() && rows == grid.rows()) {
      return;
    }
    if (grid.isAlternate()) {
      SavedCursor main = savedOnMain;
      GridPlace place =
          grid.resize(
              columns,
              rows,
              main == null ? new GridPlace(0, 0) : new GridPlace(main.y(), main.x()));
      savedOnMain = main == null ? null : main.at(place.column(), place.row());
      x = Math.min(x, columns - 1);
      y = Math.min(y, rows - 1);
    } else {
      GridPlace place = grid.resize(columns, rows, new GridPlace(y, x));
      x = place.column();
      y = place.row();
    }
    resetScrollRegions();
  }

  @Override
  public int getTerminalWidth() {
    return grid.columns();
  }

  @Override
  public int getTerminalHeight() {
    return grid.rows();
  }

  @Override
  public TermSize getSize() {
    return new TermSize(grid.columns(), grid.rows());
  }

  @Override
  public int getCursorX() {
    return column() + 1;
  }

  @Override
  public int getCursorY() {
    return y + 1 - (origin ? top : 0);
  }

  @Override
  public CellPosition getCursorPosition() {
    return new CellPosition(getCursorX(), getCursorY());
  }

  // Modes and attributes.

  @Override
  public void setModeEnabled(TerminalMode mode, boolean on) {
    switch (mode) {
      case CursorKey -> setApplicationArrowKeys(on);
      case Keypad -> setApplicationKeypad(on);
      case AutoNewLine -> setAutoNewLine(on);
      case AutoWrap -> autoWrap = on;
      case CursorVisible -> cursorVisible = on;
      case BracketedPasteMode -> setBracketedPasteMode(on);
      case AlternateBuffer -> useAlternateBuffer(on);
      case OriginMode -> {
        origin = on;
        cursorPosition(1, 1);
      }
      case StoreCursor -> {
        if (on) {
          saveCursor();
        } else {
          restoreCursor();
        }
      }
      default -> {
        // The filter lets no other through.
      }
    }
  }

  void setInserting(boolean on) {
    inserting = on;
  }

  void setLink(@Nullable URI address) {
    link = address;
    characterAttributes(style.getCurrent().toBuilder().build());
  }

  Decoration decoration() {
    return decoration;
  }

  void setDecoration(Decoration wanted) {
    decoration = wanted;
    characterAttributes(style.getCurrent().toBuilder().build());
  }

  @Override
  public void characterAttributes(TextStyle attributes) {
    style.setCurrent(styles.shared(CellStyle.of(attributes, decoration, link, false)));
  }

  @Override
  public StyleState getStyleState() {
    return style;
  }

  @Override
  public void saveCursor() {
    SavedCursor saved =
        new SavedCursor(x, y, style.getCurrent(), decoration, origin, autoWrap, sets.save());
    if (grid.isAlternate()) {
      savedOnAlternate = saved;
    } else {
      savedOnMain = saved;
    }
  }

  @Override
  public void restoreCursor() {
    SavedCursor saved = grid.isAlternate() ? savedOnAlternate : savedOnMain;
    if (saved == null) {
      origin = false;
      cursorPosition(1, 1);
      decoration = Decoration.NONE;
      characterAttributes(TextStyle.EMPTY);
      sets.reset();
      return;
    }
    origin = saved.origin();
    autoWrap = saved.autoWrap();
    x = Math.min(saved.x(), grid.columns());
    y = Math.min(saved.y(), grid.rows() - 1);
    decoration = saved.decoration();
    style.setCurrent(saved.style());
    sets.restore(saved.sets());
  }

  /** The screen of full-screen programs, with the cursor put aside for as long as it is used. */
  void useFullScreen(boolean on) {
    if (on) {
      saveCursor();
      useAlternateBuffer(true);
    } else {
      useAlternateBuffer(false);
      restoreCursor();
    }
  }

  @Override
  public void useAlternateBuffer(boolean on) {
    cancelWrap();
    grid.useAlternate(on);
  }

  @Override
  public void reset(boolean clearScrollback) {
    softReset();
    grid.useAlternate(false);
    if (clearScrollback) {
      grid.clearHistory();
    }
    grid.clearScreen();
    tabs.reset();
    endPrograms();
    savedOnMain = null;
    savedOnAlternate = null;
    x = 0;
    y = 0;
  }

  /** Modes and attributes as they were at first; the text and the cursor stay. */
  void softReset() {
    inserting = false;
    link = null;
    decoration = Decoration.NONE;
    origin = false;
    autoWrap = true;
    cursorVisible = true;
    pendingHigh = 0;
    setApplicationArrowKeys(false);
    setApplicationKeypad(false);
    setAutoNewLine(false);
    characterAttributes(TextStyle.EMPTY);
    sets.reset();
    resetScrollRegions();
  }

  /** What a program may have left switched on. */
  private void endPrograms() {
    bracketedPaste = false;
    setMouseMode(MouseMode.MOUSE_REPORTING_NONE);
    setMouseFormat(MouseFormat.MOUSE_FORMAT_XTERM);
    shape = null;
  }

  /** All that a program may have left switched on ends, and the cursor stands below the text. */
  void freshLine() {
    softReset();
    endPrograms();
    prompted = false;
    grid.useAlternate(false);
    y = grid.rows() - 1;
    while (y > 0 && grid.row(y).isBlank()) {
      y--;
    }
    x = 0;
    if (!grid.row(y).isBlank()) {
      newLine();
    }
  }

  @Override
  public void setApplicationArrowKeys(boolean on) {
    if (on) {
      keys.arrowKeysApplicationSequences();
    } else {
      keys.arrowKeysAnsiCursorSequences();
    }
  }

  @Override
  public void setApplicationKeypad(boolean on) {
    if (on) {
      keys.keypadApplicationSequences();
    } else {
      keys.keypadAnsiSequences();
    }
  }

  @Override
  public void setAutoNewLine(boolean on) {
    autoNewLine = on;
    keys.setAutoNewLine(on);
  }

  @Override
  public byte @Nullable [] getCodeForKey(int key, int modifiers) {
    return keys.getCode(key, modifiers);
  }

  @Override
  public void setMouseMode(MouseMode mode) {
    mouse.setMode(mode);
    mouseWanted = mouse.isWanted();
  }

  @Override
  public void setMouseFormat(MouseFormat format) {
    mouse.setFormat(format);
  }

  @Override
  public void setBracketedPasteMode(boolean on) {
    bracketedPaste = on;
    prompted |= on;
  }

  @Override
  public void cursorShape(@Nullable CursorShape wanted) {
    shape = wanted;
  }

  @Override
  public void setCursorVisible(boolean on) {
    cursorVisible = on;
  }

  @Override
  public void beep() {
    rang = true;
  }

  // Character sets and tabulators.

  @Override
  public void mapCharsetToGL(int set) {
    sets.useLeft(set);
  }

  @Override
  public void mapCharsetToGR(int set) {
    sets.useRight(set);
  }

  @Override
  public void designateCharacterSet(int set, char designator) {
    sets.designate(set, designator);
  }

  @Override
  public void singleShiftSelect(int set) {
    sets.shiftOnce(set);
  }

  @Override
  public void setTabStopAtCursor() {
    tabs.set(column());
  }

  @Override
  public void clearTabStopAtCursor() {
    tabs.clear(column());
  }

  @Override
  public void clearAllTabStops() {
    tabs.clearAll();
  }

  // Answers.

  @Override
  public void deviceStatusReport(String answer) {
    answers.accept(answer.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void deviceAttributes(byte[] answer) {
    answers.accept(answer.clone());
  }

  // What the filter keeps for itself or never lets through.

  @Override
  public void setAnsiConformanceLevel(int level) {}

  @Override
  public void fillScreen(char c) {}

  @Override
  public void writeDoubleByte(char[] bytes) {}

  @Override
  public void writeUnwrappedString(String string) {}

  @Override
  public void disconnected() {}

  @Override
  public void setWindowTitle(String name) {}

  @Override
  public void saveWindowTitleOnStack() {}

  @Override
  public void restoreWindowTitleFromStack() {}

  @Override
  public void setTerminalOutput(@Nullable TerminalOutputStream output) {}

  @Override
  public void setAltSendsEscape(boolean on) {}

  @Override
  public void setLinkUriStarted(String uri) {}

  @Override
  public void setLinkUriFinished() {}

  @Override
  public @Nullable Color getWindowForeground() {
    return null;
  }

  @Override
  public @Nullable Color getWindowBackground() {
    return null;
  }
}
