package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.Decoration;
import dev.portolan.app.terminal.Underline;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** Draws underlines, overlines and strike-throughs. FX thread. */
final class DecorationPainter {
  private final GraphicsContext g;
  private final TerminalFont font;
  private final double thick;

  DecorationPainter(GraphicsContext g, TerminalFont font) {
    this.g = g;
    this.font = font;
    this.thick = Math.max(1, Math.round(font.cellHeight() / 16));
  }

  /**
   * Draws the decorations of text from {@code x} to {@code end} in the row at {@code top}.
   *
   * @param text the colour of the text
   * @param underline the colour of the underline
   */
  void paint(Decoration lines, Color text, Color underline, double x, double end, double top) {
    g.setFill(underline);
    underline(lines.underline(), underline, x, end, top);
    g.setFill(text);
    if (lines.struck()) {
      line(x, end, top + Math.round(font.ascent() * 0.66));
    }
    if (lines.overlined()) {
      line(x, end, top);
    }
  }

  private void underline(Underline kind, Color color, double x, double end, double top) {
    double lowest = top + font.cellHeight() - thick;
    double y = Math.min(top + font.ascent() + 2, lowest);
    switch (kind) {
      case NONE -> {}
      case SINGLE -> line(x, end, y);
      case DOUBLE -> {
        line(x, end, lowest - 2 * thick);
        line(x, end, lowest);
      }
      case CURLY -> wave(color, x, end, lowest - thick);
      case DOTTED -> pieces(x, end, y, thick, 2 * thick);
      case DASHED -> pieces(x, end, y, font.cellWidth() / 2, font.cellWidth() * 0.75);
    }
  }

  private void line(double x, double end, double y) {
    g.fillRect(x, y, end - x, thick);
  }

  private void pieces(double x, double end, double y, double length, double period) {
    for (double at = x; at < end; at += period) {
      g.fillRect(at, y, Math.min(length, end - at), thick);
    }
  }

  /** Draws a curly line with two half waves per cell, so that adjacent runs join. */
  private void wave(Color color, double x, double end, double middle) {
    double half = font.cellWidth() / 2;
    double height = 2 * thick;
    g.setStroke(color);
    g.setLineWidth(thick);
    g.beginPath();
    g.moveTo(x, middle);
    double direction = -1;
    for (double at = x; at < end - half / 2; at += half) {
      g.quadraticCurveTo(at + half / 2, middle + direction * height, at + half, middle);
      direction = -direction;
    }
    g.stroke();
  }
}
