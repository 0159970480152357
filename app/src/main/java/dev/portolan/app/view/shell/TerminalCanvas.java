package dev.portolan.app.view.shell;

import dev.portolan.app.model.CursorChoice;
import dev.portolan.app.model.ReadableText;
import dev.portolan.app.terminal.ScreenCursor;
import dev.portolan.app.terminal.ScreenLine;
import dev.portolan.app.terminal.ScreenView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Paints a grid of cells, repainting only changed rows. FX thread. */
final class TerminalCanvas extends Region {
  /** The margin around the cells. */
  private static final double MARGIN = 4;

  private final EmojiPictures emoji;
  private final Runnable unfinished;
  private Canvas canvas = new Canvas();
  private final List<PaintedRow> painted = new ArrayList<>();
  private TerminalFont font;
  private TerminalScheme scheme;
  private ReadableText readable = ReadableText.EVERYWHERE;
  private CellLook.TextColors colors = CellLook.TextColors.READABLE;
  private CursorChoice usualCursor = CursorChoice.BLOCK;
  private RowPainter painter;
  private @Nullable ScreenView shown;

  /** How the cursor is drawn. */
  enum CursorLook {
    NONE,
    FILLED,
    HOLLOW
  }

  @SuppressWarnings("ArrayRecordComponent") // compared only here
  private record PaintedRow(
      @Nullable ScreenLine line, byte[] marks, @Nullable CursorCell cursor, BlinkPhase phase) {}

  /** A row that never equals another, to force a repaint. */
  private static final PaintedRow UNFINISHED =
      new PaintedRow(null, new byte[0], null, BlinkPhase.ON);

  private record CursorCell(int column, CursorLook look, CursorChoice shape) {}

  /**
   * Creates an empty canvas.
   *
   * @param unfinished called when an incompletely painted row can be repainted
   */
  TerminalCanvas(
      TerminalFont font, TerminalScheme scheme, EmojiPictures emoji, Runnable unfinished) {
    this.font = font;
    this.scheme = scheme;
    this.emoji = emoji;
    this.unfinished = unfinished;
    this.painter = painter();
    getStyleClass().add("terminal-canvas");
    setFocusTraversable(true);
    getChildren().setAll(canvas);
  }

  void setFont(TerminalFont font) {
    this.font = font;
    repaintAll();
    requestLayout();
  }

  void setScheme(TerminalScheme scheme) {
    if (!scheme.equals(this.scheme)) {
      this.scheme = scheme;
      repaintAll();
    }
  }

  void setReadable(ReadableText readable) {
    this.readable = readable;
  }

  /** Sets the default shape of the cursor. */
  void setUsualCursor(CursorChoice usual) {
    usualCursor = usual;
  }

  TerminalScheme scheme() {
    return scheme;
  }

  private void repaintAll() {
    painter = painter();
    painted.clear();
  }

  private RowPainter painter() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    EmojiPainter pictures = new EmojiPainter(g, emoji, this::scale, unfinished);
    return new RowPainter(g, scheme, font, colors, pictures, MARGIN);
  }

  /** The screen's pixels per canvas pixel. */
  private double scale() {
    Scene scene = getScene();
    Window window = scene == null ? null : scene.getWindow();
    return window == null ? 1 : window.getRenderScaleX();
  }

  /** The number of columns that fit. */
  int columns() {
    return (int) ((getWidth() - 2 * MARGIN) / font.cellWidth());
  }

  /** The number of rows that fit. */
  int rows() {
    return (int) ((getHeight() - 2 * MARGIN) / font.cellHeight());
  }

  @Override
  protected void layoutChildren() {
    if (hasPicture()) {
      fitPicture();
    }
  }

  /** Whether the bitmap is allocated. */
  private boolean hasPicture() {
    return canvas.getWidth() > 0;
  }

  private void fitPicture() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      painted.clear();
    }
  }

  /** Releases the bitmap of some 2 MB while hidden. It is repainted when shown again. */
  void releasePicture() {
    if (hasPicture()) {
      canvas = new Canvas();
      getChildren().setAll(canvas);
      repaintAll();
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    return 80 * font.cellWidth() + 2 * MARGIN;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 24 * font.cellHeight() + 2 * MARGIN;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computeMinHeight(double width) {
    return 0;
  }

  /** Provides the visible text to screen readers. */
  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    if (attribute != AccessibleAttribute.TEXT) {
      return super.queryAccessibleAttribute(attribute, parameters);
    }
    return shown == null ? "" : shown.text();
  }

  /** Paints changes since the last call. */
  void show(ScreenView view, Highlights highlights, CursorLook cursor, BlinkPhase phase) {
    shown = view;
    fitPicture();
    useColors(colors(view));
    if (painted.size() != view.rows()) {
      painted.clear();
    }
    if (painted.isEmpty()) {
      GraphicsContext g = canvas.getGraphicsContext2D();
      g.setFill(scheme.background());
      g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    }
    for (int row = 0; row < view.rows(); row++) {
      ScreenLine line = view.lines().get(row);
      PaintedRow wanted =
          new PaintedRow(
              line,
              highlights.marks(view, view.top() + row),
              cursorIn(view, row, cursor),
              line.blinks() ? phase : BlinkPhase.ON);
      if (row >= painted.size()) {
        painted.add(wanted);
      } else if (looksSame(painted.get(row), wanted)) {
        continue;
      } else {
        painted.set(row, wanted);
      }
      paint(wanted, MARGIN + row * font.cellHeight());
      if (!painter.takeComplete()) {
        painted.set(row, UNFINISHED);
      }
    }
  }

  private CellLook.TextColors colors(ScreenView view) {
    boolean asChosen =
        switch (readable) {
          case EVERYWHERE -> false;
          case OUTSIDE_FULL_SCREEN -> view.alternate();
          case NOWHERE -> true;
        };
    return asChosen ? CellLook.TextColors.AS_CHOSEN : CellLook.TextColors.READABLE;
  }

  private void useColors(CellLook.TextColors wanted) {
    if (wanted != colors) {
      colors = wanted;
      repaintAll();
    }
  }

  private static boolean looksSame(PaintedRow one, PaintedRow other) {
    return one.line() != null
        && one.line().looksLike(other.line())
        && Highlights.same(one.marks(), other.marks())
        && Objects.equals(one.cursor(), other.cursor())
        && one.phase() == other.phase();
  }

  private @Nullable CursorCell cursorIn(ScreenView view, int row, CursorLook look) {
    ScreenCursor cursor = view.cursor();
    boolean here = look != CursorLook.NONE && cursor.visible() && cursor.line() == view.top() + row;
    return here && cursor.column() < view.columns()
        ? new CursorCell(cursor.column(), look, shape(cursor))
        : null;
  }

  private CursorChoice shape(ScreenCursor cursor) {
    return switch (cursor.shape()) {
      case USUAL -> usualCursor;
      case BLOCK -> CursorChoice.BLOCK;
      case UNDERLINE -> CursorChoice.UNDERLINE;
      case BAR -> CursorChoice.BAR;
    };
  }

  private void paint(PaintedRow row, double top) {
    ScreenLine line = row.line();
    if (line == null) {
      return;
    }
    ScreenLine shown = line.asShown();
    byte[] marks = shown.equals(line) ? row.marks() : inPlaces(line, row.marks());
    painter.paint(shown, marks, row.phase(), top, canvas.getWidth());
    if (line.failed()) {
      paintFailure(top);
    }
    if (row.cursor() != null) {
      paintCursor(shown, line.place(row.cursor().column()), row.cursor(), top);
    }
  }

  /** The highlights in visual order. */
  private static byte[] inPlaces(ScreenLine line, byte[] marks) {
    byte[] shown = new byte[marks.length];
    for (int place = 0; place < marks.length; place++) {
      shown[place] = marks[line.column(place)];
    }
    return shown;
  }

  /** Paints the notch of a failed command. */
  private void paintFailure(double top) {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.setFill(Contrast.readable(scheme.palette().get(1), scheme.background()));
    double middle = top + font.cellHeight() / 2;
    double half = Math.round(font.cellHeight() / 3);
    g.fillPolygon(
        new double[] {0, MARGIN, 0}, new double[] {middle - half, middle, middle + half}, 3);
  }

  private void paintCursor(ScreenLine line, int place, CursorCell cursor, double top) {
    int cells = RowPainter.cells(line, place);
    double x = painter.x(place);
    double width = painter.x(place + cells) - x;
    Color color = scheme.cursor();
    GraphicsContext g = canvas.getGraphicsContext2D();
    if (cursor.look() == CursorLook.HOLLOW) {
      g.setStroke(color);
      g.setLineWidth(1);
      g.strokeRect(x + 0.5, top + 0.5, width - 1, font.cellHeight() - 1);
      return;
    }
    double thick = Math.max(2, Math.round(font.cellHeight() / 9));
    switch (cursor.shape()) {
      case BLOCK -> painter.paintInverted(line, place, cells, top, color, scheme.background());
      case UNDERLINE -> {
        g.setFill(color);
        g.fillRect(x, top + font.cellHeight() - thick, width, thick);
      }
      case BAR -> {
        g.setFill(color);
        g.fillRect(x, top, thick, font.cellHeight());
      }
    }
  }

  /** The row at a y coordinate, possibly out of range. */
  int rowAt(double y) {
    return (int) Math.floor((y - MARGIN) / font.cellHeight());
  }

  /** The visual position at {@code x}, possibly out of range. */
  int placeAt(double x) {
    return (int) Math.floor((x - MARGIN) / font.cellWidth());
  }

  /** The nearest gap between cells, in visual order. */
  int gapAt(double x) {
    return (int) Math.round((x - MARGIN) / font.cellWidth());
  }

  /** The bounds of the cell at a visual position. */
  Rectangle2D cell(int place, int row) {
    Point2D corner = new Point2D(painter.x(place), MARGIN + row * font.cellHeight());
    return new Rectangle2D(corner.getX(), corner.getY(), font.cellWidth(), font.cellHeight());
  }

  /** The same in screen coordinates. */
  Bounds cellOnScreen(int place, int row) {
    Rectangle2D cell = cell(place, row);
    return localToScreen(
        new BoundingBox(cell.getMinX(), cell.getMinY(), cell.getWidth(), cell.getHeight()));
  }
}
