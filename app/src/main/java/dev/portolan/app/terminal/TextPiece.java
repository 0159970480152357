package dev.portolan.app.terminal;

import java.util.List;

/** Some lines of text. The next piece starts at row {@code next}. Empty at the end. */
record TextPiece(int generation, long next, List<LogicalLine> lines) {}
