package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers to terminal queries. They contain numbers of our own state, never text of the far side.
 * Guarded by the screen's lock.
 */
final class Answers {
  private static final String CSI = "\u001b[";
  private static final String DCS = "\u001bP";
  private static final String OSC = "\u001b]";
  private static final String END = "\u001b\\";

  /** A VT420 with selective erasing, horizontal scrolling, colours and rectangles. */
  private static final String ATTRIBUTES = CSI + "?64;6;21;22;28c";

  /** A VT420, as right as xterm 379. */
  private static final String SECONDARY_ATTRIBUTES = CSI + ">41;379;0c";

  /** The offset of underline colours, which have no short forms. */
  private static final int LINES = 50;

  private final ShellTerminal terminal;
  private final Consumer<byte[]> out;
  private ScreenLook look = ScreenLook.UNSEEN;

  Answers(ShellTerminal terminal, Consumer<byte[]> out) {
    this.terminal = terminal;
    this.out = out;
  }

  ShellTerminal terminal() {
    return terminal;
  }

  void setLook(ScreenLook shown) {
    boolean turned = look.dark() != shown.dark();
    look = shown;
    if (turned && terminal.isOn(Mode.SCHEME_REPORTS)) {
      scheme();
    }
  }

  private void say(String answer) {
    out.accept(answer.getBytes(StandardCharsets.US_ASCII));
  }

  void attributes() {
    say(ATTRIBUTES);
  }

  void secondaryAttributes() {
    say(SECONDARY_ATTRIBUTES);
  }

  /** XTVERSION: the name without a version, for privacy. */
  void nameOfTerminal() {
    say(DCS + ">|Portolan" + END);
  }

  /** ANSI device status reports. */
  void status(int what) {
    if (what == 5) {
      say(CSI + "0n");
    } else if (what == 6) {
      say(CSI + place() + "R");
    }
  }

  private String place() {
    return terminal.cursor().reportedRow() + ";" + terminal.cursor().reportedColumn();
  }

  /** DEC device status reports. Unsupported devices are reported as absent. */
  void privateStatus(int what, int number) {
    switch (what) {
      case 6 -> say(CSI + "?" + place() + ";1R");
      case 15 -> say(CSI + "?13n"); // No printer.
      case 25 -> say(CSI + "?21n"); // Keys of the user's own are locked.
      case 26 -> say(CSI + "?27;0;0;0n"); // A keyboard of unknown language, ready.
      case 53, 55 -> say(CSI + "?50n"); // No locator.
      case 56 -> say(CSI + "?57;0n");
      case 62 -> say(CSI + "0*{"); // No room for macros.
      case 63 -> say(DCS + number + "!~0000" + END); // The checksum of no macros.
      case 75 -> say(CSI + "?70n"); // No errors on the line.
      case 85 -> say(CSI + "?83n"); // One session.
      case 996 -> scheme();
      default -> {
        // No such report.
      }
    }
  }

  private void scheme() {
    say(CSI + "?997;" + (look.dark() ? 1 : 2) + "n");
  }

  /** DECRQM: 1 is on, 2 off, 3 permanently on, 4 permanently off, 0 unknown. */
  void mode(Mode.Kind kind, int number) {
    Mode mode = Mode.of(kind, number);
    int state = mode == null ? FixedModes.state(kind, number) : terminal.isOn(mode) ? 1 : 2;
    say(CSI + (kind == Mode.Kind.DEC ? "?" : "") + number + ";" + state + "$y");
  }

  /** XTWINOPS sizes: 14 in pixels, 16 of a cell in pixels, 18 in cells. */
  void size(int what) {
    int height = look.cellHeight();
    int width = look.cellWidth();
    switch (what) {
      case 14 ->
          say(CSI + "4;" + height * terminal.rows() + ";" + width * terminal.columns() + "t");
      case 16 -> say(CSI + "6;" + height + ";" + width + "t");
      case 18 -> say(CSI + "8;" + terminal.rows() + ";" + terminal.columns() + "t");
      default -> {
        // size and position of the window are not reported
      }
    }
  }

  void keyboardFlags() {
    say(CSI + "?" + terminal.keyModes().flags() + "u");
  }

  void otherKeys() {
    say(CSI + ">4;" + terminal.keyModes().otherKeys() + "m");
  }

  /** Colour {@code index} of the palette. */
  void paletteColor(int index) {
    if (index < 0 || index > 255) {
      return;
    }
    say(OSC + "4;" + index + ";" + color(paletteValue(index)) + END);
  }

  private int paletteValue(int index) {
    if (index < look.palette().size()) {
      return look.palette().get(index);
    }
    if (index >= 232) {
      int grey = 8 + 10 * (index - 232);
      return grey << 16 | grey << 8 | grey;
    }
    int cube = index - 16;
    return step(cube / 36) << 16 | step(cube / 6 % 6) << 8 | step(cube % 6);
  }

  private static int step(int level) {
    return level == 0 ? 0 : 55 + 40 * level;
  }

  /** Colour 10 is the foreground, 11 the background, 12 the cursor. */
  void screenColor(int which) {
    switch (which) {
      case 10 -> say(OSC + "10;" + color(look.foreground()) + END);
      case 11 -> say(OSC + "11;" + color(look.background()) + END);
      case 12 -> say(OSC + "12;" + color(look.cursor()) + END);
      default -> {
        // others are not reported
      }
    }
  }

  private static String color(int rgb) {
    return String.format(
        Locale.ROOT,
        "rgb:%1$02x%1$02x/%2$02x%2$02x/%3$02x%3$02x",
        rgb >> 16 & 0xff,
        rgb >> 8 & 0xff,
        rgb & 0xff);
  }

  /** DECRQSS: the setting of the sequence with these final characters. */
  void setting(String which) {
    String value =
        switch (which) {
          case "m" -> style();
          case "r" -> terminal.margins().top() + 1 + ";" + (terminal.margins().bottom() + 1);
          case "s" -> terminal.margins().left() + 1 + ";" + (terminal.margins().right() + 1);
          case " q" -> Integer.toString(terminal.shape());
          case "\"q" -> terminal.pen().isGuarding() ? "1" : "0";
          case "\"p" -> "64;1";
          default -> null;
        };
    say(value == null ? DCS + "0$r" + END : DCS + "1$r" + value + which + END);
  }

  private String style() {
    TextStyle style = terminal.pen().style();
    Decoration decoration = terminal.pen().decoration();
    StringBuilder text = new StringBuilder("0");
    option(text, style, TextStyle.Option.BOLD, 1);
    option(text, style, TextStyle.Option.DIM, 2);
    option(text, style, TextStyle.Option.ITALIC, 3);
    if (decoration.underline() != Underline.NONE) {
      int kind = decoration.underline().number();
      text.append(kind == 1 ? ";4" : ";4:" + kind);
    }
    option(text, style, TextStyle.Option.SLOW_BLINK, 5);
    option(text, style, TextStyle.Option.RAPID_BLINK, 6);
    option(text, style, TextStyle.Option.INVERSE, 7);
    option(text, style, TextStyle.Option.HIDDEN, 8);
    if (decoration.struck()) {
      text.append(";9");
    }
    if (decoration.overlined()) {
      text.append(";53");
    }
    PaletteIndexes indexes = terminal.pen().indexes();
    color(text, style.getForeground(), indexes.foreground(), 30);
    color(text, style.getBackground(), indexes.background(), 40);
    color(text, decoration.underlineColor(), indexes.underline(), LINES);
    return text.toString();
  }

  private static void option(
      StringBuilder text, TextStyle style, TextStyle.Option option, int number) {
    if (style.hasOption(option)) {
      text.append(';').append(number);
    }
  }

  /**
   * A colour as it was set: by palette index, of which the first 16 have short forms, or as RGB.
   */
  private static void color(
      StringBuilder text, @Nullable TerminalColor color, int index, int base) {
    if (color == null) {
      return;
    }
    int number = color.isIndexed() ? color.getColorIndex() : index;
    if (number < 0) {
      text.append(';').append(base + 8).append(":2::").append(parts(color));
    } else if (number >= 16 || base == LINES) {
      text.append(';').append(base + 8).append(":5:").append(number);
    } else {
      text.append(';').append(number < 8 ? base + number : base + 60 + number - 8);
    }
  }

  private static String parts(TerminalColor color) {
    var rgb = color.toColor();
    return rgb.getRed() + ":" + rgb.getGreen() + ":" + rgb.getBlue();
  }
}
