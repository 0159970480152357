package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** Fills, erases and copies rectangles of cells. Guarded by the screen's lock. */
final class Rectangles {
  private final Grid grid;
  private final Margins margins;
  private final Modes modes;
  private final Eraser eraser;
  private final Pen pen;

  Rectangles(Grid grid, Margins margins, Modes modes, Eraser eraser, Pen pen) {
    this.grid = grid;
    this.margins = margins;
    this.modes = modes;
    this.eraser = eraser;
    this.pen = pen;
  }

  /**
   * The rectangle of four parameters from {@code first} (top, left, bottom, right), relative to the
   * margins in origin mode.
   */
  Rectangle named(ControlSequenceArguments arguments, int first) {
    Rectangle page = page();
    return new Rectangle(
        edge(arguments.at(first, 1), page.top(), page.bottom(), page.top()),
        edge(arguments.at(first + 1, 1), page.left(), page.right(), page.left()),
        edge(arguments.at(first + 2, 0), page.top(), page.bottom(), page.bottom()),
        edge(arguments.at(first + 3, 0), page.left(), page.right(), page.right()));
  }

  private Rectangle page() {
    return modes.isOn(Mode.ORIGIN)
        ? new Rectangle(margins.top(), margins.left(), margins.bottom(), margins.right())
        : new Rectangle(0, 0, grid.rows() - 1, grid.columns() - 1);
  }

  private static int edge(int given, int start, int end, int otherwise) {
    return given == 0 ? otherwise : Math.min(start + given - 1, end);
  }

  /** Fills with a single-cell character. Ignored for other codes. */
  void fill(int code, Rectangle area) {
    boolean printable = (code >= ' ' && code < 0x7f) || (code >= 0xa0 && code <= 0xff);
    if (!printable || area.isEmpty()) {
      return;
    }
    TextStyle style = pen.style();
    for (int y = area.top(); y <= area.bottom(); y++) {
      Row row = grid.row(y);
      row.erase(area.left(), area.right() + 1, style);
      for (int x = area.left(); x <= area.right(); x++) {
        row.put(x, code, style);
      }
    }
  }

  void erase(Rectangle area) {
    erase(area, false);
  }

  /** As {@link #erase}, except for protected cells. */
  void eraseSelectively(Rectangle area) {
    erase(area, eraser.protection() == Eraser.Protection.SELECTIVE);
  }

  private void erase(Rectangle area, boolean sparing) {
    if (area.isEmpty()) {
      return;
    }
    for (int y = area.top(); y <= area.bottom(); y++) {
      eraser.clear(y, area.left(), area.right() + 1, sparing);
    }
  }

  /** Copies to a position, as far as there is room. */
  void copy(Rectangle from, int top, int left) {
    Rectangle page = page();
    int toRow = page.top() + Math.max(1, top) - 1;
    int toColumn = page.left() + Math.max(1, left) - 1;
    int height = Math.min(from.height(), page.bottom() - toRow + 1);
    int width = Math.min(from.width(), page.right() - toColumn + 1);
    if (from.isEmpty() || height <= 0 || width <= 0) {
      return;
    }
    List<Row> copied = new ArrayList<>(height);
    for (int y = 0; y < height; y++) {
      Row copy = new Row(TextStyle.EMPTY);
      copy.paste(grid.row(from.top() + y), from.left(), width, 0);
      copied.add(copy);
    }
    for (int y = 0; y < height; y++) {
      grid.row(toRow + y).paste(copied.get(y), 0, width, toColumn);
    }
  }

  /** DECALN: fills the screen with E and resets the margins. */
  void alignmentPattern() {
    for (int y = 0; y < grid.rows(); y++) {
      for (int x = 0; x < grid.columns(); x++) {
        grid.row(y).put(x, 'E', TextStyle.EMPTY);
      }
      grid.row(y).setWrapped(false);
    }
  }
}
