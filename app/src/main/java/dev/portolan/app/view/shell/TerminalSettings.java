package dev.portolan.app.view.shell;

import java.net.URI;
import java.util.function.Consumer;

/**
 * How a person likes terminals.
 *
 * @param fontSize of the letters, in pixels at a scale of one, {@value #MIN_FONT_SIZE} to {@value
 *     #MAX_FONT_SIZE}
 * @param scrollbackLines how many lines to keep that have left the screen
 * @param copyOnSelect whether selecting text copies it
 * @param browser opens an address the way the desktop does; called on the FX thread
 * @param marked where marked text goes, and what the middle button pastes
 */
public record TerminalSettings(
    double fontSize,
    int scrollbackLines,
    boolean copyOnSelect,
    Consumer<URI> browser,
    PrimarySelection marked) {
  /** The smallest letters. */
  public static final double MIN_FONT_SIZE = 6;

  /** The largest letters. */
  public static final double MAX_FONT_SIZE = 48;

  private static final double USUAL_FONT_SIZE = 13;
  private static final int USUAL_SCROLLBACK = 25_000;
  private static final int MOST_SCROLLBACK = 1_000_000;

  public TerminalSettings {
    if (!(fontSize >= MIN_FONT_SIZE && fontSize <= MAX_FONT_SIZE)) {
      throw new IllegalArgumentException("font size " + fontSize);
    }
    if (scrollbackLines < 0 || scrollbackLines > MOST_SCROLLBACK) {
      throw new IllegalArgumentException("scrollback of " + scrollbackLines + " lines");
    }
  }

  /** The usual settings with a way to open links, and a place for marked text. */
  public static TerminalSettings usual(Consumer<URI> browser, PrimarySelection marked) {
    return new TerminalSettings(USUAL_FONT_SIZE, USUAL_SCROLLBACK, false, browser, marked);
  }

  public TerminalSettings withFontSize(double size) {
    return new TerminalSettings(size, scrollbackLines, copyOnSelect, browser, marked);
  }

  public TerminalSettings withScrollbackLines(int lines) {
    return new TerminalSettings(fontSize, lines, copyOnSelect, browser, marked);
  }

  public TerminalSettings withCopyOnSelect(boolean copy) {
    return new TerminalSettings(fontSize, scrollbackLines, copy, browser, marked);
  }
}
