package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextBlock;
import dev.portolan.app.terminal.TextRange;
import dev.portolan.app.terminal.TextSpan;
import org.jspecify.annotations.Nullable;

/** The selection by characters, words, lines or a rectangle. FX thread. */
final class Selection {
  /** The unit of single, double and triple clicks. */
  enum Unit {
    CHARACTER,
    WORD,
    LINE;

    static Unit ofClicks(int clicks) {
      return values()[(clicks - 1) % values().length];
    }
  }

  private final TerminalScreen screen;
  private Unit unit = Unit.CHARACTER;
  private @Nullable TextSpan anchor;
  private @Nullable TextSpan span;
  private int generation;

  Selection(TerminalScreen screen) {
    this.screen = screen;
  }

  /**
   * Starts a selection.
   *
   * @param column the cell
   * @param gap the nearest gap between cells
   */
  void begin(int ofGeneration, long line, int column, int gap, Unit by) {
    unit = by;
    set(ofGeneration, unitAt(line, column, gap));
  }

  /** Starts a rectangular selection at the nearest gap. */
  void beginBlock(int ofGeneration, long line, int gap) {
    set(ofGeneration, TextBlock.between(line, gap, line, gap));
  }

  /** Extends the selection to a position. */
  void extend(long line, int column, int gap) {
    span =
        switch (anchor) {
          case TextRange from -> stretched(from, unitAt(line, column, gap));
          case TextBlock from -> TextBlock.between(from.startLine(), from.startColumn(), line, gap);
          case null -> null;
        };
  }

  private static TextRange stretched(TextRange from, TextRange to) {
    boolean forward =
        to.startLine() > from.startLine()
            || (to.startLine() == from.startLine() && to.startColumn() >= from.startColumn());
    return forward
        ? TextRange.between(from.startLine(), from.startColumn(), to.endLine(), to.endColumn())
        : TextRange.between(to.startLine(), to.startColumn(), from.endLine(), from.endColumn());
  }

  private TextRange unitAt(long line, int column, int gap) {
    return switch (unit) {
      case CHARACTER -> new TextRange(line, gap, line, gap);
      case WORD -> screen.wordAt(line, column);
      case LINE -> screen.lineAt(line);
    };
  }

  void set(int ofGeneration, TextSpan all) {
    generation = ofGeneration;
    anchor = all;
    span = all;
  }

  void clear() {
    anchor = null;
    span = null;
  }

  /** The selection, or null. Lost when line numbers become invalid. */
  @Nullable TextSpan span(int ofGeneration) {
    if (generation != ofGeneration) {
      clear();
    }
    return span == null || span.isEmpty() ? null : span;
  }
}
