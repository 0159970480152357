package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.model.TerminalLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads text, words and links out of a scrollback; used under the lock of its screen. */
final class TextExtract {
  /** How far a wrapped line is followed up and down. */
  private static final int ROWS_OF_LINE = 40;

  private static final String WORD = "-_./~%+@:=#&?,$*\\";

  private final Scrollback lines;
  private final int columns;

  TextExtract(Scrollback lines, int columns) {
    this.lines = lines;
    this.columns = columns;
  }

  String text(TextRange range) {
    StringBuilder text = new StringBuilder();
    long first = Math.max(range.startLine(), lines.firstLine());
    long last = Math.min(range.endLine(), lines.screenTop() + lines.getHeight() - 1);
    for (long number = first; number <= last; number++) {
      TerminalLine line = lines.numbered(number);
      ScreenLine row = ScreenLine.of(line, columns);
      String piece =
          row.text(range.from(number), Math.max(range.from(number), range.to(number, columns)));
      boolean joined = row.wrapped() && range.to(number, columns) == columns;
      text.append(joined ? piece : piece.stripTrailing());
      if (number < last && !joined) {
        text.append('\n');
      }
    }
    return text.toString().replace(String.valueOf(ScreenLine.SECOND_CELL), "");
  }

  TextPiece piece(long from, int most) {
    long end = lines.screenTop() + lines.getHeight();
    long first = Math.max(from, lines.firstLine());
    List<TextRow> rows = new ArrayList<>();
    for (long number = first; number < end && rows.size() < most; number++) {
      TerminalLine line = lines.numbered(number);
      rows.add(new TextRow(line.getText(), line.isWrapped()));
    }
    return new TextPiece(lines.generation(), first, rows);
  }

  TextRange word(long line, int column) {
    LogicalLine logical = around(line);
    int index = logical.indexAt(line, column);
    if (index < 0) {
      return new TextRange(line, column, line, Math.min(columns, column + 1));
    }
    String text = logical.text();
    for (WebAddress.Found found : WebAddress.in(text)) {
      if (index >= found.start() && index < found.end()) {
        return logical.range(found.start(), found.end());
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
    return logical.range(start, end);
  }

  private static int kind(char c) {
    if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || WORD.indexOf(c) >= 0) {
      return 0;
    }
    return Character.isWhitespace(c) ? 1 : 2 + c;
  }

  @Nullable TextLink link(long line, int column) {
    ScreenLine row = ScreenLine.of(lines.numbered(line), columns);
    if (column < 0 || column >= columns) {
      return null;
    }
    var declared = row.link(column);
    if (declared != null) {
      int start = column;
      while (start > 0 && declared.equals(row.link(start - 1))) {
        start--;
      }
      int end = column + 1;
      while (end < columns && declared.equals(row.link(end))) {
        end++;
      }
      TextRange range = new TextRange(line, start, line, end);
      return new TextLink(declared, text(range), range, true);
    }
    return written(line, column);
  }

  private @Nullable TextLink written(long line, int column) {
    LogicalLine logical = around(line);
    int index = logical.indexAt(line, column);
    for (WebAddress.Found found : WebAddress.in(logical.text())) {
      if (index >= found.start() && index < found.end()) {
        return new TextLink(
            found.address(),
            logical.text().substring(found.start(), found.end()),
            logical.range(found.start(), found.end()),
            false);
      }
    }
    return null;
  }

  private LogicalLine around(long line) {
    long first = line;
    while (first > lines.firstLine()
        && line - first < ROWS_OF_LINE
        && lines.numbered(first - 1).isWrapped()) {
      first--;
    }
    LogicalLine logical = new LogicalLine();
    for (long number = first; number - line < ROWS_OF_LINE; number++) {
      TerminalLine row = lines.numbered(number);
      logical.add(number, row.getText());
      if (!row.isWrapped()) {
        break;
      }
    }
    return logical;
  }
}
