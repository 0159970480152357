package dev.portolan.app.view.shell;

import com.techsenger.jeditermfx.core.TextStyle;
import dev.portolan.app.emoji.EmojiText;
import dev.portolan.app.terminal.CellRun;
import dev.portolan.app.terminal.Decoration;
import dev.portolan.app.terminal.ScreenLine;
import dev.portolan.app.terminal.Underline;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints rows in visual order: backgrounds first, then text in long runs. FX thread. */
final class RowPainter {
  /** Characters below have the font's cell width; others may come from a fallback font. */
  private static final char ODD_WIDTH = '\u0300';

  private static final Decoration LINK = new Decoration(Underline.SINGLE, null, false, false);

  private final GraphicsContext g;
  private final TerminalScheme scheme;
  private final TerminalFont font;
  private final CellLook.TextColors colors;
  private final CellLook.Cache looks;
  private final DecorationPainter decorations;
  private final EmojiPainter emoji;
  private final double left;

  RowPainter(
      GraphicsContext g,
      TerminalScheme scheme,
      TerminalFont font,
      CellLook.TextColors colors,
      EmojiPainter emoji,
      double left) {
    this.g = g;
    this.scheme = scheme;
    this.font = font;
    this.decorations = new DecorationPainter(g, font);
    this.emoji = emoji;
    this.left = left;
    this.colors = colors;
    this.looks = new CellLook.Cache(scheme, font, colors);
  }

  /** Paints {@code line} at {@code top} over the full {@code width}. */
  void paint(ScreenLine line, byte[] marks, BlinkPhase phase, double top, double width) {
    g.setFill(scheme.background());
    g.fillRect(0, top, width, font.cellHeight());
    int from = 0;
    while (from < line.columns()) {
      int to = from + 1;
      TextStyle style = line.style(from);
      byte mark = mark(marks, from);
      while (to < line.columns() && line.style(to).equals(style) && mark(marks, to) == mark) {
        to++;
      }
      run(line, new CellRun(from, to), looks.of(style), mark, phase, top);
      from = to;
    }
  }

  /** Repaints one cell in inverted colours, for a block cursor. */
  void paintInverted(ScreenLine line, int column, int cells, double top, Color back, Color front) {
    double x = x(column);
    g.setFill(back);
    g.fillRect(x, top, x(column + cells) - x, font.cellHeight());
    CellLook look = looks.of(line.style(column));
    if (look.visibility() != CellLook.Visibility.NEVER) {
      CellRun cell = new CellRun(column, column + cells);
      text(line, cell, look.font(), colors.on(back, front), front, top);
    }
  }

  double x(int column) {
    return Math.round(left + column * font.cellWidth());
  }

  private static byte mark(byte[] marks, int column) {
    return column < marks.length ? marks[column] : 0;
  }

  private void run(
      ScreenLine line, CellRun cells, CellLook look, byte mark, BlinkPhase phase, double top) {
    Color marked = behind(mark);
    Color text = marked == null ? look.text() : Contrast.readable(look.drawing(), marked);
    Color drawing = marked == null ? look.drawing() : text;
    double x = x(cells.from());
    double end = x(cells.to());
    if (marked != null || !look.plainBackground()) {
      g.setFill(marked == null ? look.background() : marked);
      g.fillRect(x, top, end - x, font.cellHeight());
    }
    if (look.visibility().shows(phase)) {
      text(line, cells, look.font(), text, drawing, top);
      decorations.paint(look.decoration(), text, look.underline(), x, end, top);
    }
    if ((mark & Highlights.LINK) != 0) {
      decorations.paint(LINK, text, text, x, end, top);
    }
  }

  /** The background of a highlight, or null. */
  private @Nullable Color behind(byte mark) {
    if ((mark & Highlights.SELECTED) != 0) {
      return scheme.selection();
    }
    if ((mark & Highlights.CURRENT) != 0) {
      return scheme.currentMatch();
    }
    return (mark & Highlights.MATCH) != 0 ? scheme.match() : null;
  }

  private void text(
      ScreenLine line, CellRun cells, Font letters, Color color, Color drawing, double top) {
    g.setFill(color);
    g.setFont(letters);
    int from = cells.from();
    for (CellRun turned : line.rightToLeft()) {
      if (turned.to() > from && turned.from() < cells.to()) {
        leftToRight(line, from, turned.from(), color, drawing, top);
        from = Math.max(from, turned.from());
        int to = Math.min(cells.to(), turned.to());
        rightToLeft(line, turned, new CellRun(from, to), top);
        from = to;
      }
    }
    leftToRight(line, from, cells.to(), color, drawing, top);
  }

  /**
   * Draws the part {@code shown} of a right-to-left word. The word is always drawn as a whole and
   * clipped, so that shaping is independent of styles, and is fitted to its cells.
   */
  private void rightToLeft(ScreenLine line, CellRun all, CellRun shown, double top) {
    g.save();
    g.beginPath();
    g.rect(x(shown.from()), top, x(shown.to()) - x(shown.from()), font.cellHeight());
    g.clip();
    g.setTextAlign(TextAlignment.RIGHT);
    double width = (all.to() - all.from()) * font.cellWidth();
    double end = left + all.to() * font.cellWidth();
    g.fillText(line.textFromRight(all), end, top + font.ascent(), width);
    g.restore();
  }

  private void leftToRight(
      ScreenLine line, int from, int to, Color color, Color drawing, double top) {
    int start = from;
    for (int column = from; column < to; column++) {
      int c = line.character(column);
      boolean simple = c >= 0 && c < ODD_WIDTH;
      if (simple && c != ' ') {
        continue;
      }
      // blanks end runs, as most are in long rows of blanks
      plainText(line, start, column, top);
      if (isPartOfPicture(c)) {
        g.setFill(drawing);
        oddCharacter(line, column, top);
        g.setFill(color);
      } else if (!simple) {
        oddCharacter(line, column, top);
      }
      start = column + 1;
    }
    plainText(line, start, to, top);
  }

  private void plainText(ScreenLine line, int from, int to, double top) {
    if (from < to) {
      g.fillText(line.text(from, to), left + from * font.cellWidth(), top + font.ascent());
    }
  }

  /** Block and Powerline characters, which continue a background. */
  private static boolean isPartOfPicture(int c) {
    return (c >= 0x2580 && c <= 0x259f) || (c >= 0xe0b0 && c <= 0xe0d7);
  }

  private void oddCharacter(ScreenLine line, int column, double top) {
    int c = line.character(column);
    if (line.isSecond(column)) {
      return;
    }
    double x = x(column);
    if (BoxDrawing.draws(c)) {
      BoxDrawing.draw(g, c, x, top, x(column + 1) - x, font.cellHeight());
      return;
    }
    int cells = cells(line, column);
    String text = line.text(column, column + cells);
    double width = x(column + cells) - x;
    if (EmojiText.isPicture(text) && emoji.paint(text, x, top, width, font.cellHeight())) {
      return;
    }
    // the maximum width keeps glyphs of fallback fonts within their cells
    g.fillText(
        text, left + column * font.cellWidth(), top + font.ascent(), cells * font.cellWidth());
  }

  /** Whether no emoji was missing since the last call. */
  boolean takeComplete() {
    return emoji.takeComplete();
  }

  /** The number of cells of the character at {@code column}. */
  static int cells(ScreenLine line, int column) {
    int cells = 1;
    while (column + cells < line.columns() && line.isSecond(column + cells)) {
      cells++;
    }
    return cells;
  }
}
