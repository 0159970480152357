package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextRange;
import org.jspecify.annotations.Nullable;

/** The text that a person has selected, by characters, words or lines. FX thread. */
final class Selection {
  /** What a click, a double click and a triple click take hold of. */
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
  private @Nullable TextRange anchor;
  private @Nullable TextRange range;
  private int generation;

  Selection(TerminalScreen screen) {
    this.screen = screen;
  }

  /**
   * Takes hold of the text at a place.
   *
   * @param column the cell there
   * @param gap the gap between cells that is nearest
   */
  void begin(int ofGeneration, long line, int column, int gap, Unit by) {
    generation = ofGeneration;
    unit = by;
    anchor = unitAt(line, column, gap);
    range = anchor;
  }

  /** Stretches from where it began to a place. */
  void extend(long line, int column, int gap) {
    if (anchor == null) {
      return;
    }
    TextRange end = unitAt(line, column, gap);
    boolean forward =
        end.startLine() > anchor.startLine()
            || (end.startLine() == anchor.startLine() && end.startColumn() >= anchor.startColumn());
    range =
        forward
            ? TextRange.between(
                anchor.startLine(), anchor.startColumn(), end.endLine(), end.endColumn())
            : TextRange.between(
                end.startLine(), end.startColumn(), anchor.endLine(), anchor.endColumn());
  }

  private TextRange unitAt(long line, int column, int gap) {
    return switch (unit) {
      case CHARACTER -> new TextRange(line, gap, line, gap);
      case WORD -> screen.wordAt(line, column);
      case LINE -> new TextRange(line, 0, line, Integer.MAX_VALUE);
    };
  }

  void set(int ofGeneration, TextRange all) {
    generation = ofGeneration;
    anchor = all;
    range = all;
  }

  void clear() {
    anchor = null;
    range = null;
  }

  /** What is selected, or null if nothing is; forgotten when line numbers got another meaning. */
  @Nullable TextRange range(int ofGeneration) {
    if (generation != ofGeneration) {
      clear();
    }
    return range == null || range.isEmpty() ? null : range;
  }
}
