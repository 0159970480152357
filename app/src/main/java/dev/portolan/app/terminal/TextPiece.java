package dev.portolan.app.terminal;

import java.util.List;

/** Lines of text with the number of the first; empty when there are no more. */
public record TextPiece(int generation, long first, List<TextRow> rows) {
  public TextPiece {
    rows = List.copyOf(rows);
  }
}
