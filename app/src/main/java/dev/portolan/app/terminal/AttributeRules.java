package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.emulator.ColorPalette;

/** Rewrites SGR sequences for the emulator: semicolons only, no unknown or invalid values. */
final class AttributeRules {
  private final int[] values;
  private int count;
  private Decoration decoration;
  private PaletteIndexes indexes;

  private AttributeRules(Pen pen, int parts) {
    decoration = pen.decoration();
    indexes = pen.indexes();
    values = new int[parts + 1];
  }

  /** Passes known attributes to the emulator, and decorations to the terminal. */
  static void apply(ControlSequenceArguments arguments, ShellTerminal terminal, FilteredText out) {
    Decoration before = terminal.pen().decoration();
    AttributeRules rules = new AttributeRules(terminal.pen(), arguments.allParts());
    rules.read(arguments);
    terminal.pen().setIndexes(rules.indexes);
    if (!rules.decoration.equals(before)) {
      // decorations are independent of other attributes
      out.flush();
      terminal.pen().setDecoration(rules.decoration);
    }
    if (rules.count > 0) {
      out.sequence('m', rules.values, rules.count);
    } else {
      out.forgetLast();
    }
  }

  private void read(ControlSequenceArguments arguments) {
    if (arguments.count() == 0) {
      single(0);
    }
    int i = 0;
    while (i < arguments.count()) {
      if (arguments.parts(i) > 1) {
        withParts(arguments, i++);
      } else {
        i += plain(arguments, i);
      }
    }
  }

  /** Returns the number of parameters read. */
  private int plain(ControlSequenceArguments arguments, int i) {
    int value = arguments.at(i, 0);
    if (value != 38 && value != 48 && value != 58) {
      single(value);
      return 1;
    }
    return switch (arguments.at(i + 1, 0)) {
      case 5 -> {
        indexed(value, arguments.at(i + 2, 0));
        yield 3;
      }
      case 2 -> {
        rgb(value, arguments.at(i + 2, 0), arguments.at(i + 3, 0), arguments.at(i + 4, 0));
        yield 5;
      }
      default -> 2;
    };
  }

  private void withParts(ControlSequenceArguments arguments, int i) {
    int value = arguments.part(i, 0, 0);
    int kind = arguments.part(i, 1, 0);
    int parts = arguments.parts(i);
    if (value != 4 && value != 38 && value != 48 && value != 58) {
      return;
    }
    if (value == 4) {
      underline(Underline.of(kind));
    } else if (kind == 5 && parts >= 3) {
      indexed(value, arguments.part(i, 2, 0));
    } else if (kind == 2 && parts >= 5) {
      // six parts include a colour space before red
      int red = parts >= 6 ? 3 : 2;
      rgb(
          value,
          arguments.part(i, red, 0),
          arguments.part(i, red + 1, 0),
          arguments.part(i, red + 2, 0));
    }
  }

  private void single(int value) {
    switch (value) {
      case 0 -> {
        decoration = Decoration.NONE;
        indexes = PaletteIndexes.NONE;
        add(0);
      }
      case 4 -> underline(Underline.SINGLE);
      case 9 -> decoration = decoration.withStrike(true);
      case 21 -> underline(Underline.DOUBLE);
      case 24 -> underline(Underline.NONE);
      case 29 -> decoration = decoration.withStrike(false);
      case 53 -> decoration = decoration.withOverline(true);
      case 55 -> decoration = decoration.withOverline(false);
      case 59 -> {
        decoration = decoration.withUnderlineColor(null);
        indexes = indexes.withUnderline(-1);
      }
      default -> ofEmulator(value);
    }
  }

  private void underline(Underline line) {
    decoration = decoration.withUnderline(line);
    add(line == Underline.NONE ? 24 : 4);
  }

  private void ofEmulator(int value) {
    if ((value >= 30 && value <= 37) || value == 39 || (value >= 90 && value <= 97)) {
      indexes = indexes.withForeground(-1);
      add(value);
    } else if ((value >= 40 && value <= 47) || value == 49 || (value >= 100 && value <= 107)) {
      indexes = indexes.withBackground(-1);
      add(value);
    } else if (value <= 8
        || value == 22
        || value == 23
        || value == 25
        || value == 27
        || value == 28) {
      add(value);
    }
  }

  private void indexed(int target, int index) {
    if (index > 255) {
      return;
    }
    choose(target, index);
    if (target == 58) {
      decoration = decoration.withUnderlineColor(ColorPalette.getIndexedTerminalColor(index));
    } else {
      add(target, 5, index);
    }
  }

  private void choose(int target, int index) {
    indexes =
        switch (target) {
          case 38 -> indexes.withForeground(index);
          case 48 -> indexes.withBackground(index);
          default -> indexes.withUnderline(index);
        };
  }

  private void rgb(int target, int red, int green, int blue) {
    if (red > 255 || green > 255 || blue > 255) {
      return;
    }
    choose(target, -1);
    if (target == 58) {
      decoration = decoration.withUnderlineColor(TerminalColor.rgb(red, green, blue));
    } else {
      add(target, 2, red, green, blue);
    }
  }

  private void add(int... more) {
    if (count + more.length <= values.length) {
      System.arraycopy(more, 0, values, count, more.length);
      count += more.length;
    }
  }
}
