package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;

/** Applies changes of modes. Guarded by the screen's lock. */
final class ModeSwitch {
  private final Modes modes;
  private final Grid grid;
  private final Margins margins;
  private final Cursor cursor;
  private final Screens screens;
  private final SynchronizedOutput synchronizedOutput;
  private final MouseReports mouse;

  /** Whether the shell has enabled bracketed paste, as modern ones do at each prompt. */
  private boolean prompted;

  ModeSwitch(
      Modes modes,
      Grid grid,
      Margins margins,
      Cursor cursor,
      Screens screens,
      SynchronizedOutput synchronizedOutput,
      MouseReports mouse) {
    this.modes = modes;
    this.grid = grid;
    this.margins = margins;
    this.cursor = cursor;
    this.screens = screens;
    this.synchronizedOutput = synchronizedOutput;
    this.mouse = mouse;
  }

  /** Whether the shell has shown a prompt by enabling bracketed paste. */
  boolean isPrompted() {
    return prompted;
  }

  boolean isOn(Mode mode) {
    return switch (mode) {
      case ALTERNATE_PLAIN, ALTERNATE_CLEARED, FULL_SCREEN -> grid.isAlternate();
      case SYNCHRONIZED_OUTPUT -> synchronizedOutput.isOn();
      case INSERT,
          NEW_LINE,
          CURSOR_KEYS,
          REVERSE_VIDEO,
          ORIGIN,
          AUTO_WRAP,
          CURSOR_BLINK,
          CURSOR_VISIBLE,
          TAB_WRAPS,
          REVERSE_WRAP,
          KEYPAD,
          BACKSPACE,
          COLUMN_MARGINS,
          MOUSE_BUTTONS,
          MOUSE_DRAGS,
          MOUSE_MOVES,
          FOCUS,
          MOUSE_UTF8,
          MOUSE_SGR,
          MOUSE_URXVT,
          CURSOR_SAVED,
          MARKED_PASTE,
          CLUSTERS,
          SCHEME_REPORTS ->
          modes.isOn(mode);
    };
  }

  void set(Mode mode, boolean on) {
    modes.set(mode, on);
    switch (mode) {
      case ORIGIN -> cursor.home();
      case COLUMN_MARGINS -> margins.resetColumns();
      case ALTERNATE_PLAIN -> screens.useAlternate(on);
      case ALTERNATE_CLEARED -> screens.useCleared(on);
      case FULL_SCREEN -> screens.useFullScreen(on);
      case CURSOR_SAVED -> screens.saveOrRestore(on);
      case MOUSE_BUTTONS -> setMouse(mode, on, MouseMode.MOUSE_REPORTING_NORMAL);
      case MOUSE_DRAGS -> setMouse(mode, on, MouseMode.MOUSE_REPORTING_BUTTON_MOTION);
      case MOUSE_MOVES -> setMouse(mode, on, MouseMode.MOUSE_REPORTING_ALL_MOTION);
      case MOUSE_UTF8 -> setFormat(mode, on, MouseFormat.MOUSE_FORMAT_XTERM_EXT);
      case MOUSE_SGR -> setFormat(mode, on, MouseFormat.MOUSE_FORMAT_SGR);
      case MOUSE_URXVT -> setFormat(mode, on, MouseFormat.MOUSE_FORMAT_URXVT);
      case MARKED_PASTE -> prompted |= on;
      case SYNCHRONIZED_OUTPUT -> synchronizedOutput.set(on);
      case INSERT,
          NEW_LINE,
          CURSOR_KEYS,
          REVERSE_VIDEO,
          AUTO_WRAP,
          CURSOR_BLINK,
          CURSOR_VISIBLE,
          TAB_WRAPS,
          REVERSE_WRAP,
          KEYPAD,
          BACKSPACE,
          FOCUS,
          CLUSTERS,
          SCHEME_REPORTS -> {
        // read where needed
      }
    }
  }

  /** Saves a mode. */
  void save(Mode mode) {
    modes.save(mode, isOn(mode));
  }

  void restore(Mode mode) {
    boolean wanted = modes.saved(mode);
    if (isOn(mode) != wanted) {
      set(mode, wanted);
    }
  }

  private void setMouse(Mode mode, boolean on, MouseMode kind) {
    modes.set(Mode.MOUSE_BUTTONS, false);
    modes.set(Mode.MOUSE_DRAGS, false);
    modes.set(Mode.MOUSE_MOVES, false);
    modes.set(mode, on);
    mouse.setMode(on ? kind : MouseMode.MOUSE_REPORTING_NONE);
  }

  private void setFormat(Mode mode, boolean on, MouseFormat format) {
    modes.set(Mode.MOUSE_UTF8, false);
    modes.set(Mode.MOUSE_SGR, false);
    modes.set(Mode.MOUSE_URXVT, false);
    modes.set(mode, on);
    mouse.setFormat(on ? format : MouseFormat.MOUSE_FORMAT_XTERM);
  }

  /** Resets the modes that a program may have left on. */
  void endPrograms() {
    modes.resetAll();
    mouse.setMode(MouseMode.MOUSE_REPORTING_NONE);
    mouse.setFormat(MouseFormat.MOUSE_FORMAT_XTERM);
  }

  /** Resets the prompt state for a new shell. */
  void forgetPrompt() {
    prompted = false;
  }
}
