package dev.portolan.app.terminal;

import java.util.List;

/**
 * Some lines of the text; the next piece begins at row {@code next}. No lines: there is no more.
 */
record TextPiece(int generation, long next, List<LogicalLine> lines) {}
