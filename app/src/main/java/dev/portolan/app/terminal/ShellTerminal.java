package dev.portolan.app.terminal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that behaves like xterm on a {@link Grid}: combines its parts. Guarded by the screen's
 * lock.
 */
final class ShellTerminal {
  private final Grid grid;
  private final RemoteTitle title;
  private final Modes modes = new Modes();
  private final Pen pen = new Pen();
  private final CharacterSets sets = new CharacterSets();
  private final TabStops tabs = new TabStops();
  private final KeyModes keyModes = new KeyModes();
  private final MouseReports mouse = new MouseReports();
  private final Margins margins;
  private final Cursor cursor;
  private final Scroller scroller;
  private final Eraser eraser;
  private final Rectangles rectangles;
  private final TextWriter writer;
  private final Screens screens;
  private final ModeSwitch modeSwitch;
  private final CommandMarks commandMarks;
  private final AtomicReference<@Nullable CopiedText> copied = new AtomicReference<>();
  private volatile @Nullable RemoteFolder folder;
  private volatile boolean rang;
  private int shape;

  ShellTerminal(Grid grid, RemoteTitle title, SynchronizedOutput synchronizedOutput) {
    this.grid = grid;
    this.title = title;
    margins = new Margins(grid);
    cursor = new Cursor(grid, margins, modes);
    scroller = new Scroller(grid, margins, cursor, pen);
    eraser = new Eraser(grid, margins, cursor, pen);
    rectangles = new Rectangles(grid, margins, modes, eraser, pen);
    screens = new Screens(grid, cursor, pen, modes, sets, keyModes);
    modeSwitch = new ModeSwitch(modes, grid, margins, cursor, screens, synchronizedOutput, mouse);
    commandMarks = new CommandMarks(grid, cursor);
    writer = new TextWriter(grid, cursor, pen, modes, scroller, sets);
  }

  int columns() {
    return grid.columns();
  }

  int rows() {
    return grid.rows();
  }

  RemoteTitle title() {
    return title;
  }

  Modes modes() {
    return modes;
  }

  Pen pen() {
    return pen;
  }

  CharacterSets sets() {
    return sets;
  }

  TabStops tabs() {
    return tabs;
  }

  KeyModes keyModes() {
    return keyModes;
  }

  Margins margins() {
    return margins;
  }

  Cursor cursor() {
    return cursor;
  }

  Scroller scroller() {
    return scroller;
  }

  Eraser eraser() {
    return eraser;
  }

  Rectangles rectangles() {
    return rectangles;
  }

  TextWriter writer() {
    return writer;
  }

  CommandMarks commandMarks() {
    return commandMarks;
  }

  // for the screen

  /** Sets the text that a program wants to copy, replacing an earlier one. */
  void offer(@Nullable CopiedText text) {
    if (text != null) {
      copied.set(text);
    }
  }

  /** Takes the text that a program wants to copy, or null. */
  @Nullable CopiedText takeCopied() {
    return copied.getAndSet(null);
  }

  /** Sets the shell's folder; null for an invalid report. */
  void setFolder(@Nullable RemoteFolder now) {
    if (now != null) {
      folder = now;
    }
  }

  @Nullable RemoteFolder folder() {
    return folder;
  }

  /** The {@code DECSCUSR} shape, 0 for the default. */
  int shape() {
    return shape;
  }

  /** Sets a {@code DECSCUSR} shape, which includes blinking. */
  void setShape(int number) {
    shape = number;
    modes.set(Mode.CURSOR_BLINK, number == 0 || number % 2 == 1);
  }

  /**
   * Whether a program seems to be running: the alternate screen is active, or the shell has left
   * its prompt. Shells without prompt marks count as idle.
   */
  boolean isProgramRunning() {
    return grid.isAlternate()
        || commandMarks.isRunning()
        || (modeSwitch.isPrompted() && !modes.isOn(Mode.MARKED_PASTE));
  }

  boolean wantsMouse() {
    return mouse.isWanted();
  }

  byte @Nullable [] report(ScreenMouse event) {
    return mouse.report(event);
  }

  void ring() {
    rang = true;
  }

  boolean takeBell() {
    boolean was = rang;
    rang = false;
    return was;
  }

  // Lines.

  void newLine() {
    grid.row(cursor.row()).setWrapped(false);
    scroller.lineFeed();
    if (modes.isOn(Mode.NEW_LINE)) {
      cursor.carriageReturn();
    }
  }

  void nextLine() {
    scroller.lineFeed();
    cursor.carriageReturn();
  }

  /** Writes a line of our own at the first column. */
  void writeLine(String text) {
    cursor.set(0, cursor.row());
    eraser.inLine(2);
    writer.write(text);
    cursor.set(0, cursor.row());
    newLine();
  }

  void tab(int count) {
    if (cursor.isWaiting() && modes.isOn(Mode.TAB_WRAPS)) {
      nextLine();
    }
    cursor.tab(tabs, count);
  }

  // Margins.

  /** Sets the scrolling rows, from 1, inclusive. */
  void setRowMargins(int top, int bottom) {
    if (top < bottom) {
      margins.setRows(top - 1, bottom - 1);
      cursor.home();
    }
  }

  /** Sets the scrolling columns, from 1, inclusive. */
  void setColumnMargins(int left, int right) {
    if (modes.isOn(Mode.COLUMN_MARGINS) && left < right) {
      margins.setColumns(left - 1, right - 1);
      cursor.home();
    }
  }

  void alignmentPattern() {
    margins.reset();
    modes.set(Mode.ORIGIN, false);
    rectangles.alignmentPattern();
    cursor.set(0, 0);
  }

  // Size.

  /** Resizes the screen. As in xterm, this resets the scrolling region. */
  void setSize(int columns, int rows) {
    if (columns == grid.columns() && rows == grid.rows()) {
      return;
    }
    screens.resize(columns, rows);
    margins.reset();
    commandMarks.reflowed();
  }

  boolean isOn(Mode mode) {
    return modeSwitch.isOn(mode);
  }

  void set(Mode mode, boolean on) {
    modeSwitch.set(mode, on);
  }

  ModeSwitch modeSwitch() {
    return modeSwitch;
  }

  Screens screens() {
    return screens;
  }

  // Resets.

  /** RIS: full reset, including text, scrollback and saved state. */
  void reset() {
    softReset();
    screens.useAlternate(false);
    grid.clearAlternate();
    grid.clearHistory();
    grid.clearScreen();
    tabs.reset();
    commandMarks.reset();
    endPrograms();
    cursor.set(0, 0);
  }

  /** DECSTR: resets modes and attributes. Keeps text and cursor. */
  void softReset() {
    for (Mode mode :
        new Mode[] {
          Mode.INSERT,
          Mode.NEW_LINE,
          Mode.CURSOR_KEYS,
          Mode.ORIGIN,
          Mode.AUTO_WRAP,
          Mode.CURSOR_VISIBLE,
          Mode.REVERSE_WRAP,
          Mode.KEYPAD,
          Mode.COLUMN_MARGINS
        }) {
      modes.reset(mode);
    }
    writer.reset();
    pen.reset();
    eraser.reset();
    sets.reset();
    margins.reset();
    screens.forgetCursors();
  }

  private void endPrograms() {
    modeSwitch.endPrograms();
    keyModes.reset();
    shape = 0;
  }

  /** Resets what a program may have left on, and moves the cursor below the text. */
  void freshLine() {
    softReset();
    endPrograms();
    modeSwitch.forgetPrompt();
    commandMarks.reset();
    copied.set(null);
    folder = null;
    screens.useAlternate(false);
    int y = grid.rows() - 1;
    while (y > 0 && grid.row(y).isBlank()) {
      y--;
    }
    cursor.set(0, y);
    if (!grid.row(y).isBlank()) {
      newLine();
    }
  }
}
