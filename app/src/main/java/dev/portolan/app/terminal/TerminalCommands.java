package dev.portolan.app.terminal;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the far side's output after {@link SequenceFilter}, in order, on the thread that
 * feeds the filter.
 */
interface TerminalCommands {
  /** The present width of the screen in cells. */
  int columns();

  /** The present height of the screen in cells. */
  int rows();

  /** Text with control sequences that the emulator knows, whole and within bounds. */
  void emulate(char[] buffer, int length);

  /** A program names its window; the text is as hostile as it came. */
  void title(String text);

  /** The present title is put aside. */
  void saveTitle();

  /** The title that was put aside last comes back. */
  void restoreTitle();

  /** The cursor takes DECSCUSR shape 0 to 6. */
  void cursorShape(int shape);

  /** Moves the cursor back over {@code count} tab stops. */
  void backTab(int count);

  /** Turns inserting instead of overwriting on or off. */
  void insertMode(boolean on);

  /** Resets modes and attributes, not the text. */
  void softReset();

  /** What is written from now on is a link to {@code address}, or no link. */
  void link(@Nullable URI address);

  /** The lines drawn with what is written from now on. */
  Decoration decoration();

  /** Lines are drawn with what is written from now on. */
  void decoration(Decoration decoration);

  /** A program asks what kind of terminal this is, the second way. */
  void secondaryAttributes();

  /** The picture is held until the program is done drawing, or not held any more. */
  void holdPicture(boolean hold);

  /** A program takes the whole screen for itself, or gives it back as it was. */
  void fullScreen(boolean on);
}
