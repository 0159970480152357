package dev.portolan.app.terminal;

/**
 * Colours and styles (SGR) in the form the emulator reads: semicolons only, no unknown and no bogus
 * values.
 */
final class AttributeRules {
  private final FilteredText out;
  private final int[] values = new int[2 * TerminalLimits.PARAMETER_PARTS];
  private int count;

  AttributeRules(FilteredText out) {
    this.out = out;
  }

  void apply(ControlSequenceArguments arguments) {
    count = 0;
    if (arguments.count() == 0) {
      values[count++] = 0;
    }
    int i = 0;
    while (i < arguments.count()) {
      if (arguments.parts(i) > 1) {
        withParts(arguments, i++);
      } else {
        i += plain(arguments, i);
      }
    }
    if (count > 0) {
      out.sequence((char) 0, 'm', values, Math.min(count, TerminalLimits.PARAMETER_PARTS));
    }
  }

  /** Returns how many parameters were read. */
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
    if (value == 4) {
      single(kind == 0 ? 24 : 4);
    } else if (kind == 5 && parts >= 3) {
      indexed(value, arguments.part(i, 2, 0));
    } else if (kind == 2 && parts >= 5) {
      // With six parts there is a colour space before red.
      int red = parts >= 6 ? 3 : 2;
      rgb(
          value,
          arguments.part(i, red, 0),
          arguments.part(i, red + 1, 0),
          arguments.part(i, red + 2, 0));
    }
  }

  private void single(int value) {
    if (value == 21) {
      add(4); // Two lines below are drawn as one.
    } else if (value <= 8
        || (value >= 22 && value <= 25)
        || value == 27
        || value == 28
        || (value >= 30 && value <= 37)
        || (value >= 39 && value <= 47)
        || value == 49
        || (value >= 90 && value <= 97)
        || (value >= 100 && value <= 107)) {
      add(value);
    }
  }

  private void indexed(int target, int index) {
    if (target != 58 && index <= 255) {
      add(target, 5, index);
    }
  }

  private void rgb(int target, int red, int green, int blue) {
    if (target != 58 && red <= 255 && green <= 255 && blue <= 255) {
      add(target, 2, red, green, blue);
    }
  }

  private void add(int... more) {
    if (count + more.length <= TerminalLimits.PARAMETER_PARTS) {
      System.arraycopy(more, 0, values, count, more.length);
      count += more.length;
    }
  }
}
