package dev.portolan.app.terminal;

import dev.portolan.app.terminal.KnownSequence.Rewriting;
import java.util.function.Consumer;

/** Handlers of control sequences that are too long for the table. */
final class ControlSequenceUses {
  private ControlSequenceUses() {}

  // rewriting for the emulator: no empty parameters, counts within the screen

  static Rewriting columns(char last) {
    return (a, terminal, out) -> out.sequence(last, count(a, terminal.columns()));
  }

  static Rewriting rows(char last) {
    return (a, terminal, out) -> out.sequence(last, count(a, terminal.rows()));
  }

  static Rewriting oneOf(char last, int... allowed) {
    return (a, terminal, out) -> {
      int value = a.at(0, 0);
      for (int each : allowed) {
        if (value == each) {
          out.sequence(last, value);
        }
      }
    };
  }

  static int count(ControlSequenceArguments arguments, int most) {
    return clamp(arguments.at(0, 1), most);
  }

  static int clamp(int count, int most) {
    return Math.clamp(count, 1, Math.max(1, most));
  }

  static void place(ControlSequenceArguments arguments, ShellTerminal terminal, FilteredText out) {
    out.sequence(
        'H',
        clamp(arguments.at(0, 1), terminal.rows()),
        clamp(arguments.at(1, 1), terminal.columns()));
  }

  /** Scrolls down. With more parameters the sequence means mouse tracking. */
  static void scrollDown(
      ControlSequenceArguments arguments, ShellTerminal terminal, FilteredText out) {
    if (arguments.count() <= 1) {
      out.sequence('T', count(arguments, terminal.rows()));
    }
  }

  // The terminal's own.

  static void rowMargins(ControlSequenceArguments arguments, ShellTerminal terminal) {
    int rows = terminal.rows();
    int bottom = arguments.at(1, 0);
    terminal.setRowMargins(
        clamp(arguments.at(0, 1), rows), bottom == 0 ? rows : clamp(bottom, rows));
  }

  static void columnMargins(ControlSequenceArguments arguments, ShellTerminal terminal) {
    if (!terminal.isOn(Mode.COLUMN_MARGINS)) {
      if (arguments.count() == 0) {
        terminal.screens().saveCursor();
      }
      return;
    }
    int columns = terminal.columns();
    int right = arguments.at(1, 0);
    terminal.setColumnMargins(
        clamp(arguments.at(0, 1), columns), right == 0 ? columns : clamp(right, columns));
  }

  static void window(ControlSequenceArguments arguments, Answers answers) {
    int what = arguments.at(1, 0);
    switch (arguments.at(0, 0)) {
      case 14 -> answers.size(what == 0 ? 14 : 0);
      case 16 -> answers.size(16);
      case 18 -> answers.size(18);
      case 22 -> {
        if (what == 0 || what == 2) {
          answers.terminal().title().save();
        }
      }
      case 23 -> {
        if (what == 0 || what == 2) {
          answers.terminal().title().restore();
        }
      }
      default -> {
        // size and position of the window cannot be changed, and titles are not reported
      }
    }
  }

  static void modes(
      ControlSequenceArguments arguments, ShellTerminal terminal, Mode.Kind kind, boolean on) {
    for (int i = 0; i < arguments.count(); i++) {
      Mode mode = Mode.of(kind, arguments.at(i, 0));
      if (mode != null) {
        terminal.set(mode, on);
      }
    }
  }

  static void each(ControlSequenceArguments arguments, Consumer<Mode> todo) {
    for (int i = 0; i < arguments.count(); i++) {
      Mode mode = Mode.of(Mode.Kind.DEC, arguments.at(i, 0));
      if (mode != null) {
        todo.accept(mode);
      }
    }
  }
}
