package dev.portolan.app.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of plain text of what shells send: no sequences, and a line as it stands when it
 * ends, after it was corrected. What programs draw over the whole screen is left out. One thread.
 */
public final class PlainText {
  private static final int MOST_OF_LINE = 64 << 10;
  private static final int MOST_PARAMETERS = 32;
  private static final int LEFT_OVER = 8;
  private static final int TAB = 8;

  private final Consumer<String> lines;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = new byte[0];
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private int column;
  private Part part = Part.TEXT;
  private Screen screen = Screen.LINES;

  /** What the next character belongs to. */
  private enum Part {
    TEXT,
    ESCAPE,
    ESCAPE_MORE,
    CONTROL_SEQUENCE,
    STRING,
    STRING_ESCAPE
  }

  private enum Screen {
    LINES,
    WHOLE
  }

  /**
   * Begins in the middle of whatever is being sent.
   *
   * @param lines takes lines, each with its end
   */
  public PlainText(Consumer<String> lines) {
    this.lines = lines;
  }

  /** The next bytes; a character or sequence may be split between two calls. */
  public void accept(byte[] bytes, int length) {
    ByteBuffer source = ByteBuffer.allocate(rest.length + length);
    source.put(rest).put(bytes, 0, length).flip();
    CharBuffer chars = CharBuffer.allocate(source.remaining() + LEFT_OVER);
    decoder.decode(source, chars, false);
    rest = new byte[source.remaining()];
    source.get(rest);
    chars.flip();
    while (chars.hasRemaining()) {
      next(chars.get());
    }
  }

  /** Ends a line that has begun. */
  public void finish() {
    if (!line.isEmpty()) {
      end();
    }
  }

  private void next(char c) {
    if (c == 0x18 || c == 0x1a) {
      part = Part.TEXT;
      return;
    }
    switch (part) {
      case TEXT -> text(c);
      case ESCAPE -> part = afterEscape(c);
      case ESCAPE_MORE -> part = c >= 0x20 && c < 0x30 ? part : Part.TEXT;
      case CONTROL_SEQUENCE -> inSequence(c);
      case STRING -> part = inString(c);
      case STRING_ESCAPE -> part = c == '\\' ? Part.TEXT : afterEscape(c);
    }
  }

  private static Part inString(char c) {
    return switch (c) {
      case 0x1b -> Part.STRING_ESCAPE;
      case 0x07, 0x9c -> Part.TEXT;
      default -> Part.STRING;
    };
  }

  private Part afterEscape(char c) {
    parameters.setLength(0);
    return switch (c) {
      case '[' -> Part.CONTROL_SEQUENCE;
      case ']', 'P', 'X', '^', '_' -> Part.STRING;
      case 0x1b -> Part.ESCAPE;
      default -> c >= 0x20 && c < 0x30 ? Part.ESCAPE_MORE : Part.TEXT;
    };
  }

  private void inSequence(char c) {
    if (c == 0x1b) {
      part = Part.ESCAPE;
    } else if (c >= 0x40 && c < 0x7f) {
      part = Part.TEXT;
      sequence(c);
    } else if (c < 0x20) {
      text(c);
    } else if (parameters.length() < MOST_PARAMETERS) {
      parameters.append(c);
    }
  }

  private void text(char c) {
    switch (c) {
      case 0x1b -> part = Part.ESCAPE;
      case '\n', 0x0b, 0x0c -> {
        if (screen == Screen.LINES) {
          end();
        }
      }
      case '\r' -> column = 0;
      case '\b' -> column = Math.max(0, column - 1);
      case '\t' -> tab();
      default -> {
        if (c >= 0x20 && c != 0x7f && (c < 0x80 || c > 0x9f)) {
          put(c);
        }
      }
    }
  }

  private void tab() {
    if (column == line.length()) {
      put('\t');
    } else {
      column = Math.min(line.length(), (column / TAB + 1) * TAB);
    }
  }

  private void put(char c) {
    if (screen == Screen.WHOLE) {
      return;
    }
    pad();
    if (column < line.length()) {
      line.setCharAt(column, c);
    } else {
      line.append(c);
    }
    column++;
    if (line.length() >= MOST_OF_LINE) {
      end();
    }
  }

  private void pad() {
    while (line.length() < column) {
      line.append(' ');
    }
  }

  private void end() {
    lines.accept(line.toString().stripTrailing() + "\n");
    line.setLength(0);
    column = 0;
  }

  private void sequence(char kind) {
    String all = parameters.toString();
    if (all.startsWith("?")) {
      mode(all.substring(1), kind);
      return;
    }
    int count = number(all);
    int to = Math.min(line.length(), column + count);
    switch (kind) {
      case 'C' -> column = Math.min(MOST_OF_LINE - 1, column + count);
      case 'D' -> column = Math.max(0, column - count);
      case 'G', '`' -> column = Math.min(MOST_OF_LINE - 1, count - 1);
      case 'K' -> erase(all);
      case 'P' -> {
        if (column < to) {
          line.delete(column, to);
        }
      }
      case '@' -> {
        if (column < line.length()) {
          line.insert(column, " ".repeat(Math.min(count, MOST_OF_LINE - line.length())));
        }
      }
      // The text goes on elsewhere.
      case 'A', 'B', 'E', 'F', 'H', 'd', 'f' -> finish();
      default -> {}
    }
  }

  private void erase(String all) {
    switch (all) {
      case "", "0" -> line.setLength(Math.min(column, line.length()));
      case "1" -> {
        for (int i = 0; i <= column && i < line.length(); i++) {
          line.setCharAt(i, ' ');
        }
      }
      default -> line.setLength(0);
    }
  }

  private void mode(String numbers, char kind) {
    boolean whole = numbers.equals("1049") || numbers.equals("1047") || numbers.equals("47");
    if (whole && kind == 'h') {
      finish();
      screen = Screen.WHOLE;
    } else if (whole && kind == 'l') {
      screen = Screen.LINES;
      column = 0;
    }
  }

  /** The first number, at least 1. */
  private static int number(String all) {
    int number = 0;
    for (int i = 0; i < all.length() && Character.digit(all.charAt(i), 10) >= 0; i++) {
      number = Math.min(MOST_OF_LINE, 10 * number + Character.digit(all.charAt(i), 10));
    }
    return Math.max(1, number);
  }
}
