package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.model.LinesBuffer;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalLine;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;

/**
 * The lines on the screen and those that have left it, bounded in number and in bytes. Every line
 * has a number that stays its own while the terminal scrolls, so that a place in the text can be
 * remembered. Guarded by the lock of its screen.
 */
final class Scrollback extends TerminalTextBuffer {
  /**
   * JediTerm copies all of its history for every line that it drops; dropping many at once makes
   * that cheap.
   */
  private static final int BATCH = 1_000;

  /** Roughly what a line, and what each run of one style in it, takes beside its characters. */
  private static final int LINE_BYTES = 96;

  private static final int RUN_BYTES = 128;

  private final int maxLines;
  private final long maxBytes;
  private long firstLine;
  private long alternateTop;
  private int countedLines;
  private long countedBytes;
  private int generation;

  Scrollback(int columns, int rows, StyleState style, int maxLines, long maxBytes) {
    super(columns, rows, style, -1, null);
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
  }

  /** The number of the oldest line that can be shown now. */
  long firstLine() {
    return isUsingAlternateBuffer() ? alternateTop : firstLine;
  }

  /** The number of the line in the first row of the screen. */
  long screenTop() {
    return isUsingAlternateBuffer() ? alternateTop : firstLine + getHistoryLinesCount();
  }

  /** Grows whenever line numbers got another meaning: another screen, another width. */
  int generation() {
    return generation;
  }

  /** Line {@code number}; a line that is gone or not there yet is empty. */
  TerminalLine numbered(long number) {
    long row = number - screenTop();
    boolean there = row < getHeight() && number >= firstLine();
    return there ? getLine((int) row) : TerminalLine.createEmpty();
  }

  /**
   * Creates the rows of the screen that were never written; JediTerm's insertions count on them.
   */
  void completeScreen() {
    getLine(getHeight() - 1);
  }

  /** Line numbers mean something else from now on, and so does the cost of the lines. */
  void renumbered() {
    generation++;
    countedLines = 0;
    countedBytes = 0;
  }

  /** Drops the oldest lines where the limits ask for it. */
  void trim() {
    LinesBuffer history = getHistoryBuffer();
    if (isUsingAlternateBuffer()) {
      if (history.getLineCount() > 0) {
        history.clearAll();
      }
      return;
    }
    int lines = history.getLineCount();
    for (; countedLines < lines; countedLines++) {
      countedBytes += bytesOf(history.getLine(countedLines));
    }
    int surplus = lines > maxLines + BATCH ? lines - maxLines : 0;
    drop(history, Math.max(surplus, linesOverBytes(history)));
  }

  private int linesOverBytes(LinesBuffer history) {
    if (countedBytes <= maxBytes) {
      return 0;
    }
    long surplus = countedBytes - maxBytes + maxBytes / 8;
    int lines = 0;
    while (surplus > 0 && lines < history.getLineCount()) {
      surplus -= bytesOf(history.getLine(lines++));
    }
    return lines;
  }

  private void drop(LinesBuffer history, int lines) {
    if (lines == 0) {
      return;
    }
    for (int i = 0; i < lines; i++) {
      countedBytes -= bytesOf(history.getLine(i));
    }
    history.removeTopLines(lines);
    countedLines -= lines;
    firstLine += lines;
  }

  private static long bytesOf(TerminalLine line) {
    long bytes = LINE_BYTES;
    for (TerminalLine.TextEntry run : line.getEntries()) {
      bytes += RUN_BYTES + 2L * run.getLength();
    }
    return bytes;
  }

  @Override
  public void clearHistory() {
    forgetHistory();
    super.clearHistory();
  }

  @Override
  public void clearScreenAndHistoryBuffers() {
    forgetHistory();
    super.clearScreenAndHistoryBuffers();
  }

  private void forgetHistory() {
    if (!isUsingAlternateBuffer()) {
      firstLine += getHistoryLinesCount();
      countedLines = 0;
      countedBytes = 0;
    }
  }

  @Override
  public void useAlternateBuffer(boolean enabled) {
    if (enabled != isUsingAlternateBuffer()) {
      alternateTop = firstLine + getHistoryLinesCount();
      generation++;
    }
    super.useAlternateBuffer(enabled);
  }
}
