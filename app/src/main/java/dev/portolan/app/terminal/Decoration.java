package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import org.jspecify.annotations.Nullable;

/**
 * The lines that are drawn with text.
 *
 * @param underline the line below
 * @param underlineColor its colour; null means that of the text
 * @param struck whether a line goes through the text
 * @param overlined whether a line goes above it
 */
public record Decoration(
    Underline underline,
    @Nullable TerminalColor underlineColor,
    boolean struck,
    boolean overlined) {
  /** No lines. */
  public static final Decoration NONE = new Decoration(Underline.NONE, null, false, false);

  /** The lines of a cell's style. */
  public static Decoration of(TextStyle style) {
    if (style instanceof CellStyle full) {
      return full.decoration();
    }
    return style.hasOption(TextStyle.Option.UNDERLINED)
        ? NONE.withUnderline(Underline.SINGLE)
        : NONE;
  }

  Decoration withUnderline(Underline other) {
    return new Decoration(other, underlineColor, struck, overlined);
  }

  Decoration withUnderlineColor(@Nullable TerminalColor other) {
    return new Decoration(underline, other, struck, overlined);
  }

  Decoration withStrike(boolean on) {
    return new Decoration(underline, underlineColor, on, overlined);
  }

  Decoration withOverline(boolean on) {
    return new Decoration(underline, underlineColor, struck, on);
  }

  /** Whether the emulator's own styles cannot say this: they know one line below and no other. */
  boolean isSpecial() {
    return underlineColor != null
        || struck
        || overlined
        || underline.compareTo(Underline.SINGLE) > 0;
  }
}
