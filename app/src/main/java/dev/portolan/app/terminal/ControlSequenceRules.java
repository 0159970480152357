package dev.portolan.app.terminal;

/**
 * The control sequences that may reach the emulator, rewritten in the one form it reads right: no
 * empty parameters, one mode each, every count within the screen. Whatever is not here is dropped.
 */
final class ControlSequenceRules {
  private final TerminalCommands commands;
  private final FilteredText out;
  private final AttributeRules attributes;

  ControlSequenceRules(TerminalCommands commands, FilteredText out) {
    this.commands = commands;
    this.out = out;
    this.attributes = new AttributeRules(commands, out);
  }

  void apply(ControlSequenceArguments arguments, char last) {
    if (arguments.intermediate() != 0) {
      withIntermediate(arguments, last);
      return;
    }
    switch (arguments.prefix()) {
      case 0 -> plain(arguments, last);
      case '?' -> privateModes(arguments, last);
      case '>' -> {
        if (last == 'c' && arguments.at(0, 0) == 0) {
          out.flush();
          commands.secondaryAttributes();
        }
      }
      default -> {
        // Keyboard protocols and colour stacks: not offered.
      }
    }
  }

  private void withIntermediate(ControlSequenceArguments arguments, char last) {
    if (arguments.prefix() != 0) {
      return;
    }
    if (arguments.intermediate() == ' ' && last == 'q' && arguments.at(0, 0) <= 6) {
      out.flush();
      commands.cursorShape(arguments.at(0, 0));
    } else if (arguments.intermediate() == '!' && last == 'p') {
      out.flush();
      commands.softReset();
    }
  }

  private void plain(ControlSequenceArguments arguments, char last) {
    switch (last) {
      case '@', 'P', 'X', 'C', 'D' -> counted(arguments, last, commands.columns());
      case 'a' -> counted(arguments, 'C', commands.columns());
      case 'A', 'B', 'E', 'F', 'L', 'M', 'S' -> counted(arguments, last, commands.rows());
      case 'e' -> counted(arguments, 'B', commands.rows());
      case 'T' -> {
        if (arguments.count() <= 1) {
          counted(arguments, last, commands.rows());
        }
      }
      case 'G', '`' -> counted(arguments, 'G', commands.columns());
      case 'd' -> counted(arguments, last, commands.rows());
      case 'H', 'f' ->
          out.sequence(
              (char) 0,
              'H',
              clamp(arguments.at(0, 1), commands.rows()),
              clamp(arguments.at(1, 1), commands.columns()));
      case 'I' -> tabs(clamp(arguments.at(0, 1), commands.columns()));
      case 'Z' -> {
        out.flush();
        commands.backTab(clamp(arguments.at(0, 1), commands.columns()));
      }
      case 'b' -> out.repeat(clamp(arguments.at(0, 1), commands.columns()));
      case 'J' -> oneOf(arguments, last, 0, 1, 2, 3);
      case 'K' -> oneOf(arguments, last, 0, 1, 2);
      case 'g' -> oneOf(arguments, last, 0, 3);
      case 'n' -> oneOf(arguments, last, 5, 6);
      case 'c' -> {
        if (arguments.at(0, 0) == 0) {
          out.sequence((char) 0, 'c');
        }
      }
      case 'h', 'l' -> modes(arguments, last == 'h');
      case 'm' -> attributes.apply(arguments);
      case 'r' -> scrollRegion(arguments);
      case 's' -> cursorStore(arguments, '7');
      case 'u' -> cursorStore(arguments, '8');
      case 't' -> window(arguments);
      default -> {
        // Printing, selective erase, rectangles, locator: not offered.
      }
    }
  }

  private void counted(ControlSequenceArguments arguments, char last, int most) {
    out.sequence((char) 0, last, clamp(arguments.at(0, 1), most));
  }

  private static int clamp(int count, int most) {
    return Math.clamp(count, 1, Math.max(1, most));
  }

  private void oneOf(ControlSequenceArguments arguments, char last, int... allowed) {
    int value = arguments.at(0, 0);
    for (int each : allowed) {
      if (value == each) {
        out.sequence((char) 0, last, value);
      }
    }
  }

  private void tabs(int count) {
    for (int i = 0; i < count; i++) {
      out.control('\t');
    }
  }

  private void cursorStore(ControlSequenceArguments arguments, char escape) {
    if (arguments.count() == 0) {
      out.escape(escape);
      out.flush();
    }
  }

  private void scrollRegion(ControlSequenceArguments arguments) {
    int rows = commands.rows();
    int top = clamp(arguments.at(0, 1), rows);
    int asked = arguments.at(1, rows);
    int bottom = asked == 0 ? rows : clamp(asked, rows);
    if (top < bottom) {
      out.sequence((char) 0, 'r', top, bottom);
    }
  }

  private void modes(ControlSequenceArguments arguments, boolean on) {
    for (int i = 0; i < arguments.count(); i++) {
      switch (arguments.at(i, 0)) {
        case 4 -> {
          out.flush();
          commands.insertMode(on);
        }
        case 20 -> out.sequence((char) 0, on ? 'h' : 'l', 20);
        default -> {
          // Keyboard lock and local echo belong to other terminals.
        }
      }
    }
  }

  private void privateModes(ControlSequenceArguments arguments, char last) {
    if (last != 'h' && last != 'l') {
      return;
    }
    for (int i = 0; i < arguments.count(); i++) {
      int mode = arguments.at(i, 0);
      switch (mode) {
        case 1, 6, 7, 25, 47, 1000, 1002, 1003, 1005, 1006, 1015, 1047, 2004 ->
            out.sequence('?', last, mode);
        case 1048 -> {
          out.sequence('?', last, mode);
          out.flush();
        }
        case 1049 -> {
          out.flush();
          commands.fullScreen(last == 'h');
        }
        case 2026 -> {
          out.flush();
          commands.holdPicture(last == 'h');
        }
        default -> {
          // 3, the resize by the far side, is left out on purpose; the rest is not offered.
        }
      }
    }
  }

  /**
   * Of the window operations only the title stack; sizes are the user's, and no answer may quote
   * the title.
   */
  private void window(ControlSequenceArguments arguments) {
    int operation = arguments.at(0, 0);
    int what = arguments.at(1, 0);
    if (what == 1 || what > 2) {
      return;
    }
    out.flush();
    if (operation == 22) {
      commands.saveTitle();
    } else if (operation == 23) {
      commands.restoreTitle();
    }
  }
}
