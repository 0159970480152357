package dev.portolan.app.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Searches all text of a screen, in pieces so that the terminal is not blocked. Patterns with
 * excessive backtracking are aborted. For a background thread.
 */
public final class TextSearch {
  private static final int ROWS_AT_ONCE = 1_000;
  private static final int MAX_MATCHES = 10_000;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final TerminalScreen screen;
  private final List<TextRange> matches = new ArrayList<>();
  private final long start = System.nanoTime();
  private final BooleanSupplier cancelled;
  private boolean complete = true;

  private TextSearch(TerminalScreen screen, BooleanSupplier cancelled) {
    this.screen = screen;
    this.cancelled = cancelled;
  }

  /** All matches of {@code query}. Incomplete if {@code cancelled}. */
  public static SearchResult find(
      TerminalScreen screen, SearchQuery query, BooleanSupplier cancelled) {
    if (query.isEmpty()) {
      return SearchResult.NONE;
    }
    try {
      return new TextSearch(screen, cancelled).run(query.pattern());
    } catch (PatternSyntaxException notAPattern) {
      return new SearchResult(0, List.of(), true, notAPattern.getDescription());
    }
  }

  private SearchResult run(Pattern pattern) {
    TextPiece piece = screen.piece(0, ROWS_AT_ONCE);
    while (complete && !piece.lines().isEmpty()) {
      for (LogicalLine line : piece.lines()) {
        search(pattern, line);
      }
      piece = screen.piece(piece.next(), ROWS_AT_ONCE);
    }
    return new SearchResult(piece.generation(), matches, complete, "");
  }

  private void search(Pattern pattern, LogicalLine line) {
    Matcher matcher = pattern.matcher(new Impatient(line.text()));
    try {
      while (complete && matcher.find()) {
        if (matcher.end() > matcher.start()) {
          matches.add(line.range(matcher.start(), matcher.end()));
        }
        complete = matches.size() < MAX_MATCHES;
      }
    } catch (OutOfTime | StackOverflowError tooMuch) {
      complete = false;
    }
  }

  /** A char sequence that aborts a match after a time limit. */
  private final class Impatient implements CharSequence {
    private final String text;
    private int reads;

    Impatient(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if ((++reads & 0xfff) == 0
          && (cancelled.getAsBoolean() || System.nanoTime() - start > LONGEST_NANOS)) {
        throw new OutOfTime();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.subSequence(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Thrown to abort a match. */
  private static final class OutOfTime extends RuntimeException {
    OutOfTime() {
      super("search stopped", null, false, false);
    }
  }
}
