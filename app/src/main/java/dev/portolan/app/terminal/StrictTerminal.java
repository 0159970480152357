package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.TerminalMode;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import com.techsenger.jeditermfx.core.model.StoredCursor;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalLine;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JediTerm's terminal with xterm's manners where the two differ: scroll regions, margins, erasing,
 * wrapping at the last column. Guarded by the lock of its screen.
 */
final class StrictTerminal extends JediTerminal {
  /**
   * Equal styles are one object, up to this many; a rainbow must not fill the memory with copies.
   */
  private static final int STYLES = 4_096;

  private final Scrollback lines;
  private final StyleState style;
  private final Map<TextStyle, TextStyle> styles;
  private int regionTop;
  private int regionBottom;
  private int wrappingRow;
  private boolean inserting;
  private @Nullable URI link;

  StrictTerminal(TerminalDisplay display, Scrollback lines, StyleState style) {
    // Before super: JediTerm's constructor resets the terminal through the methods below.
    this.lines = lines;
    this.style = style;
    this.styles = new HashMap<>();
    super(display, lines, style);
  }

  private int width() {
    return getTerminalWidth();
  }

  private int height() {
    return getTerminalHeight();
  }

  /** A cursor behind the last column waits there to wrap; whatever moves it cancels that. */
  private void cancelWrap() {
    if (getX() >= width()) {
      setX(width() - 1);
    }
  }

  // Writing.

  @Override
  public void writeCharacters(String string) {
    String text = Cells.composed(string);
    int from = 0;
    do {
      beginPiece();
      int to = Cells.fitting(text, from, width() - getX());
      if (to > from) {
        String piece = text.substring(from, to);
        if (inserting) {
          insertBlankCharacters(Cells.count(piece));
        }
        write(piece);
        from = to;
      } else if (getX() == 0 || !isAutoWrap()) {
        return; // The screen is narrower than one character, or the rest stays behind the margin.
      } else {
        setX(width());
      }
    } while (from < text.length());
  }

  /**
   * What follows starts on the next row where the last one is full, or at the last column where
   * lines do not wrap.
   */
  private void beginPiece() {
    if (getX() < width()) {
      return;
    }
    if (isAutoWrap()) {
      write("");
    } else {
      setX(width() - 1);
    }
  }

  private void write(String piece) {
    wrappingRow = getX() >= width() ? getY() : 0;
    super.writeCharacters(piece);
    wrappingRow = 0;
  }

  /**
   * JediTerm scrolls whenever the cursor is below the region; only text that wraps at its last row
   * does.
   */
  @Override
  public void scrollY() {
    if (wrappingRow == regionBottom && getY() == regionBottom + 1) {
      super.scrollY();
    } else if (getY() > height()) {
      setY(height());
    }
  }

  @Override
  public void newLine() {
    lines.getLine(getY() - 1).setWrapped(false);
    index();
    if (isAutoNewLine()) {
      carriageReturn();
    }
  }

  @Override
  public void index() {
    if (getY() == regionBottom || getY() < height()) {
      super.index();
    }
  }

  @Override
  public void nextLine() {
    carriageReturn();
    index();
  }

  @Override
  public void reverseIndex() {
    if (getY() == regionTop) {
      lines.completeScreen();
      super.reverseIndex();
    } else if (getY() > 1) {
      super.reverseIndex();
    }
  }

  @Override
  public void backspace() {
    cancelWrap();
    if (getX() > 0) {
      setX(getX() - 1);
    }
  }

  // Moving.

  @Override
  public void cursorUp(int count) {
    cancelWrap();
    int top = getY() >= regionTop ? regionTop : 1;
    if (getY() > top) {
      super.cursorUp(Math.min(count, getY() - top));
    }
  }

  @Override
  public void cursorDown(int count) {
    cancelWrap();
    int bottom = getY() <= regionBottom ? regionBottom : height();
    if (getY() < bottom) {
      super.cursorDown(Math.min(count, bottom - getY()));
    }
  }

  @Override
  public void cursorBackward(int count) {
    cancelWrap();
    super.cursorBackward(count);
  }

  @Override
  public void linePositionAbsolute(int y) {
    cancelWrap();
    super.linePositionAbsolute(Math.clamp(y, 1, height()));
  }

  /** Moves back over {@code count} tab stops of eight columns. */
  void backTab(int count) {
    int column = Math.min(getX(), width() - 1);
    setX(Math.max(0, (column + 7) / 8 - count) * 8);
  }

  @Override
  public int getCursorX() {
    return Math.min(super.getCursorX(), width());
  }

  @Override
  public void restoreCursor(StoredCursor stored) {
    super.restoreCursor(stored);
    setY(Math.clamp(getY(), 1, height()));
    setX(Math.clamp(getX(), 0, width()));
  }

  // Erasing, inserting, deleting.

  @Override
  public void eraseInLine(int what) {
    int column = Math.min(getX(), width() - 1);
    switch (what) {
      case 0 -> {
        lines.eraseCharacters(column, width(), getY() - 1);
        lines.getLine(getY() - 1).setWrapped(false);
      }
      case 1 -> lines.eraseCharacters(0, column + 1, getY() - 1);
      case 2 -> {
        lines.eraseCharacters(0, width(), getY() - 1);
        lines.getLine(getY() - 1).setWrapped(false);
      }
      default -> {
        // No other part of a line.
      }
    }
  }

  @Override
  public void eraseInDisplay(int what) {
    switch (what) {
      case 0 -> {
        eraseInLine(0);
        clearRows(getY() + 1, height());
      }
      case 1 -> {
        clearRows(1, getY() - 1);
        eraseInLine(1);
      }
      case 2 -> super.eraseInDisplay(2);
      case 3 -> lines.clearHistory();
      default -> {
        // No other part of a screen.
      }
    }
  }

  private void clearRows(int from, int to) {
    if (from <= to) {
      clearLines(from - 1, to - 1);
    }
  }

  @Override
  public void eraseCharacters(int count) {
    int column = Math.min(getX(), width() - 1);
    lines.eraseCharacters(column, Math.min(width(), column + count), getY() - 1);
  }

  @Override
  public void deleteCharacters(int count) {
    cancelWrap();
    int deleted = Math.min(count, lengthOfLine() - getX());
    if (deleted > 0) {
      super.deleteCharacters(deleted);
    }
  }

  @Override
  public void insertBlankCharacters(int count) {
    cancelWrap();
    if (lengthOfLine() > getX()) {
      super.insertBlankCharacters(count);
    }
  }

  private int lengthOfLine() {
    int length = 0;
    for (TerminalLine.TextEntry run : lines.getLine(getY() - 1).getEntries()) {
      length += run.getLength();
    }
    return length;
  }

  @Override
  public void insertLines(int count) {
    if (isInRegion()) {
      lines.completeScreen();
      super.insertLines(Math.min(count, regionBottom - getY() + 1));
      carriageReturn();
    }
  }

  @Override
  public void deleteLines(int count) {
    if (isInRegion()) {
      lines.completeScreen();
      super.deleteLines(Math.min(count, regionBottom - getY() + 1));
      carriageReturn();
    }
  }

  private boolean isInRegion() {
    return getY() >= regionTop && getY() <= regionBottom;
  }

  @Override
  public void scrollDown(int count) {
    int size = regionBottom - regionTop + 1;
    lines.completeScreen();
    super.scrollDown(Math.clamp(count, -size, size));
  }

  @Override
  public void setScrollingRegion(int top, int bottom) {
    regionTop = top;
    regionBottom = bottom;
    super.setScrollingRegion(top, bottom);
  }

  /**
   * The size is the user's: what the far side asks for is not heard. As in xterm, a new size ends a
   * scroll region.
   */
  @Override
  public void resize(TermSize size, RequestOrigin origin) {
    if (origin != RequestOrigin.User) {
      return;
    }
    int oldWidth = width();
    super.resize(size, origin);
    if (oldWidth != width()) {
      lines.renumbered();
    }
    fullRegion();
  }

  private void fullRegion() {
    boolean origin = isOriginMode();
    int x = getX();
    int y = Math.clamp(getY(), 1, height());
    setModeEnabled(TerminalMode.OriginMode, false);
    setScrollingRegion(1, height());
    setModeEnabled(TerminalMode.OriginMode, origin);
    setY(y);
    setX(Math.min(x, width()));
  }

  // Modes and attributes.

  void setInserting(boolean on) {
    inserting = on;
  }

  void setLink(@Nullable URI address) {
    link = address;
    characterAttributes(style.getCurrent().toBuilder().build());
  }

  @Override
  public void characterAttributes(TextStyle attributes) {
    super.characterAttributes(shared(link == null ? attributes : LinkedStyle.of(attributes, link)));
  }

  private TextStyle shared(TextStyle attributes) {
    if (styles.size() >= STYLES) {
      styles.clear();
    }
    TextStyle known = styles.putIfAbsent(attributes, attributes);
    return known == null ? attributes : known;
  }

  /** Modes and attributes as they were at first; the text stays. */
  void softReset() {
    inserting = false;
    link = null;
    for (TerminalMode mode :
        List.of(
            TerminalMode.OriginMode,
            TerminalMode.CursorKey,
            TerminalMode.Keypad,
            TerminalMode.AutoNewLine)) {
      setModeEnabled(mode, false);
    }
    setModeEnabled(TerminalMode.AutoWrap, true);
    setModeEnabled(TerminalMode.CursorVisible, true);
    characterAttributes(TextStyle.EMPTY);
    for (int set = 0; set < 4; set++) {
      designateCharacterSet(set, set == 1 ? '0' : 'B');
    }
    mapCharsetToGL(0);
    mapCharsetToGR(1);
    fullRegion();
  }

  /**
   * All that a program may have left switched on goes, the alternate screen too, and the cursor
   * stands below the text.
   */
  void freshLine() {
    softReset();
    setModeEnabled(TerminalMode.BracketedPasteMode, false);
    setModeEnabled(TerminalMode.AlternateBuffer, false);
    setMouseMode(MouseMode.MOUSE_REPORTING_NONE);
    setMouseFormat(MouseFormat.MOUSE_FORMAT_XTERM);
    cursorShape(null);
    int last = height();
    while (last > 1 && lines.getLine(last - 1).getText().isBlank()) {
      last--;
    }
    boolean blank = lines.getLine(last - 1).getText().isBlank();
    cursorPosition(1, last);
    if (!blank) {
      newLine();
    }
  }

  @Override
  public void reset(boolean clearScrollback) {
    inserting = false;
    link = null;
    super.reset(clearScrollback);
  }

  // Not heard from the far side; the filter keeps its own title stack, links and custom commands
  // out.

  @Override
  public void saveWindowTitleOnStack() {}

  @Override
  public void restoreWindowTitleFromStack() {}

  @Override
  public void processCustomCommand(List<String> arguments) {}
}
