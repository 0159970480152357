package dev.portolan.app.terminal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Extracts text, words and links from a grid. Call under the screen's lock. */
final class TextExtract {
  /** Most rows of a wrapped line searched in each direction. */
  private static final int ROWS_OF_LINE = 40;

  /** As above, for selecting a line, which may be long Base64. */
  private static final int ROWS_OF_SELECTED_LINE = 10_000;

  /** Most characters of a line searched. */
  private static final int CHARS_OF_LINE = 64 << 10;

  private static final String WORD = "-_./~%+@:=#&?,$*\\";

  private final Grid grid;

  TextExtract(Grid grid) {
    this.grid = grid;
  }

  private ScreenLine line(long number) {
    return ScreenLine.of(grid.numbered(number), grid.columns());
  }

  private long end() {
    return grid.screenTop() + grid.rows();
  }

  /**
   * The text of a span, with wrapped lines joined unless it is a block, without trailing blanks.
   */
  String text(TextSpan span) {
    StringBuilder text = new StringBuilder();
    long last = Math.min(span.endLine(), end() - 1);
    for (long number = Math.max(span.startLine(), grid.firstNumber()); number <= last; number++) {
      ScreenLine line = line(number);
      int to = span.to(number, line.columns());
      boolean joined = span instanceof TextRange && line.wrapped() && to == line.columns();
      int end = joined ? Math.min(to, line.written()) : to;
      String piece = line.text(Math.min(span.from(number), end), end);
      text.append(joined ? piece : piece.stripTrailing());
      if (number < last && !joined) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** At most {@code most} rows from row {@code from}, plus the rest of the last wrapped line. */
  TextPiece piece(long from, int most) {
    List<LogicalLine> lines = new ArrayList<>();
    long number = Math.max(from, grid.firstNumber());
    long limit = number + most;
    while (number < Math.min(limit, end())) {
      LogicalLine line = new LogicalLine();
      boolean goesOn = true;
      while (goesOn && number < end()) {
        Row row = grid.numbered(number);
        line.add(number, row);
        goesOn = row.isWrapped() && line.length() < CHARS_OF_LINE;
        number++;
      }
      lines.add(line);
    }
    return new TextPiece(grid.generation(), number, lines);
  }

  TextRange word(long number, int column) {
    LogicalLine line = around(number);
    int index = line.indexAt(number, column);
    if (index < 0) {
      // the position may be from before a resize
      int there = Math.clamp(column, 0, grid.columns() - 1);
      return new TextRange(number, there, number, there + 1);
    }
    String text = line.text();
    for (WebAddress.Found found : WebAddress.in(text)) {
      if (index >= found.start() && index < found.end()) {
        return line.range(found.start(), found.end());
      }
    }
    int kind = kind(text.charAt(index));
    int start = index;
    while (start > 0 && kind(text.charAt(start - 1)) == kind) {
      start--;
    }
    int end = index + 1;
    while (end < text.length() && kind(text.charAt(end)) == kind) {
      end++;
    }
    return line.range(start, end);
  }

  /** The rows of a wrapped line. */
  TextRange whole(long number) {
    long last = number;
    while (last < end() - 1
        && last - number < ROWS_OF_SELECTED_LINE
        && grid.numbered(last).isWrapped()) {
      last++;
    }
    return new TextRange(first(number, ROWS_OF_SELECTED_LINE), 0, last, grid.columns());
  }

  /** The first row of a wrapped line, at most {@code most} rows above. */
  private long first(long number, int most) {
    long first = number;
    while (first > grid.firstNumber()
        && number - first < most
        && grid.numbered(first - 1).isWrapped()) {
      first--;
    }
    return first;
  }

  private static int kind(char c) {
    if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || WORD.indexOf(c) >= 0) {
      return 0;
    }
    return Character.isWhitespace(c) ? 1 : 2 + c;
  }

  @Nullable TextLink link(long number, int column) {
    if (column < 0 || column >= grid.columns()) {
      return null;
    }
    ScreenLine line = line(number);
    URI declared = line.link(column);
    if (declared == null) {
      return written(number, column);
    }
    int start = column;
    while (start > 0 && declared.equals(line.link(start - 1))) {
      start--;
    }
    int end = column + 1;
    while (end < line.columns() && declared.equals(line.link(end))) {
      end++;
    }
    TextRange range = new TextRange(number, start, number, end);
    return new TextLink(declared, line.text(start, end), range, true);
  }

  private @Nullable TextLink written(long number, int column) {
    LogicalLine line = around(number);
    int index = line.indexAt(number, column);
    for (WebAddress.Found found : WebAddress.in(line.text())) {
      if (index >= found.start() && index < found.end()) {
        return new TextLink(
            found.address(),
            line.text().substring(found.start(), found.end()),
            line.range(found.start(), found.end()),
            false);
      }
    }
    return null;
  }

  private LogicalLine around(long number) {
    LogicalLine line = new LogicalLine();
    boolean goesOn = true;
    for (long next = first(number, ROWS_OF_LINE); goesOn && next - number < ROWS_OF_LINE; next++) {
      Row row = grid.numbered(next);
      line.add(next, row);
      goesOn = row.isWrapped();
    }
    return line;
  }
}
