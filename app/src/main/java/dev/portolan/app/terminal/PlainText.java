package dev.portolan.app.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts shell output to lines of plain text, without sequences and with line editing applied.
 * Omits output on the alternate screen. Not thread-safe.
 */
public final class PlainText {
  private static final int MAX_LINE = 64 << 10;
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
  private final SequenceReader reader = new SequenceReader(new Reading());
  private int column;
  private Screen screen = Screen.LINES;

  private enum Screen {
    LINES,
    WHOLE
  }

  /**
   * Creates a converter, which may start anywhere in the output.
   *
   * @param lines receives lines with their line ends
   */
  public PlainText(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Adds bytes. Characters and sequences may be split between calls. */
  public void accept(byte[] bytes, int length) {
    ByteBuffer source = ByteBuffer.allocate(rest.length + length);
    source.put(rest).put(bytes, 0, length).flip();
    CharBuffer chars = CharBuffer.allocate(source.remaining() + LEFT_OVER);
    decoder.decode(source, chars, false);
    rest = new byte[source.remaining()];
    source.get(rest);
    chars.flip();
    reader.accept(chars.array(), chars.length());
  }

  /** Ends an incomplete line. */
  public void finish() {
    if (!line.isEmpty()) {
      end();
    }
  }

  /** What has been read of the sequences and what lies between them. */
  private final class Reading implements SequenceReader.Taker {
    @Override
    public void text(char c) {
      put(c);
    }

    @Override
    public void control(char c) {
      switch (c) {
        case '\n', 0x0b, 0x0c -> newLine();
        case '\r' -> column = 0;
        case '\b' -> column = Math.max(0, column - 1);
        case '\t' -> tab();
        default -> {
          // Nothing that a line shows.
        }
      }
    }

    @Override
    public void sequence(@Nullable KnownSequence known, ControlSequenceArguments arguments) {
      if (known != null) {
        PlainText.this.sequence(known.name(), arguments);
      }
    }
  }

  private void newLine() {
    if (screen == Screen.LINES) {
      end();
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
    if (line.length() >= MAX_LINE) {
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

  private void sequence(String name, ControlSequenceArguments arguments) {
    int count = Math.max(1, arguments.at(0, 1));
    int to = Math.min(line.length(), column + count);
    switch (name) {
      case "CUF", "HPR" -> column = Math.min(MAX_LINE - 1, column + count);
      case "CUB", "HPB" -> column = Math.max(0, column - count);
      case "CHA", "HPA" -> column = Math.min(MAX_LINE - 1, count - 1);
      case "EL", "DECSEL" -> erase(arguments.at(0, 0));
      case "ECH" -> blank(column, to);
      case "DCH" -> {
        if (column < to) {
          line.delete(column, to);
        }
      }
      case "ICH" -> {
        if (column < line.length()) {
          line.insert(column, " ".repeat(Math.min(count, MAX_LINE - line.length())));
        }
      }
      case "NEL" -> newLine();
      // The text goes on elsewhere.
      case "CUU", "CUD", "CNL", "CPL", "CUP", "HVP", "VPA", "VPR", "IND", "RI", "RIS" -> finish();
      case "DECSET" -> modes(arguments, Screen.WHOLE);
      case "DECRST" -> modes(arguments, Screen.LINES);
      default -> {
        // It changes nothing in a line.
      }
    }
  }

  private void erase(int which) {
    switch (which) {
      case 0 -> line.setLength(Math.min(column, line.length()));
      case 1 -> blank(0, Math.min(column + 1, line.length()));
      case 2 -> line.setLength(0);
      default -> {
        // No such part.
      }
    }
  }

  private void blank(int from, int to) {
    for (int i = from; i < to; i++) {
      line.setCharAt(i, ' ');
    }
  }

  private void modes(ControlSequenceArguments arguments, Screen wanted) {
    for (int i = 0; i < arguments.count(); i++) {
      int mode = arguments.at(i, 0);
      if (mode == 1049 || mode == 1047 || mode == 47) {
        show(wanted);
      }
    }
  }

  private void show(Screen wanted) {
    if (wanted == Screen.WHOLE) {
      finish();
    } else {
      column = 0;
    }
    screen = wanted;
  }
}
