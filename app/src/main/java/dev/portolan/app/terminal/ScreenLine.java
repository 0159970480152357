package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.model.TerminalLine;
import com.techsenger.jeditermfx.core.util.CharUtils;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One row of cells as it was at one moment: a character and a style each. Never changes. */
public final class ScreenLine {
  /** Stands in the second cell of a wide character. */
  public static final char SECOND_CELL = CharUtils.DWC;

  private final char[] characters;
  private final TextStyle[] styles;
  private final boolean wrapped;

  private ScreenLine(char[] characters, TextStyle[] styles, boolean wrapped) {
    this.characters = characters;
    this.styles = styles;
    this.wrapped = wrapped;
  }

  static ScreenLine of(TerminalLine line, int columns) {
    char[] characters = new char[columns];
    TextStyle[] styles = new TextStyle[columns];
    int column = 0;
    for (TerminalLine.TextEntry run : line.getEntries()) {
      int length = Math.min(run.getLength(), columns - column);
      for (int i = 0; i < length; i++) {
        char c = run.getText().charAt(i);
        characters[column + i] = c == CharUtils.NUL_CHAR ? ' ' : c;
      }
      Arrays.fill(styles, column, column + length, run.getStyle());
      column += length;
    }
    Arrays.fill(characters, column, columns, ' ');
    Arrays.fill(styles, column, columns, TextStyle.EMPTY);
    return new ScreenLine(characters, styles, line.isWrapped());
  }

  public int columns() {
    return characters.length;
  }

  public char character(int column) {
    return characters[column];
  }

  public TextStyle style(int column) {
    return styles[column];
  }

  /** Whether the text goes on in the next line without an end of line between. */
  public boolean wrapped() {
    return wrapped;
  }

  /** Where a program declared this cell to be a link, its address. */
  @Nullable URI link(int column) {
    return styles[column] instanceof LinkedStyle linked ? linked.address() : null;
  }

  /** The characters of the cells from {@code from} up to {@code to}, spaces included. */
  public String text(int from, int to) {
    return new String(characters, from, to - from);
  }

  /** Whether both show the same; a wrapped line may equal one that is not. */
  public boolean looksLike(@Nullable ScreenLine other) {
    return other != null
        && Arrays.equals(characters, other.characters)
        && Arrays.equals(styles, other.styles);
  }

  @Override
  public String toString() {
    return new String(characters).replace(String.valueOf(SECOND_CELL), "").stripTrailing();
  }
}
