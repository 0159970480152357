package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import org.jspecify.annotations.Nullable;

/**
 * The decorations of text.
 *
 * @param underline the underline
 * @param underlineColor its colour, or null for the text's
 * @param struck whether the text is struck through
 * @param overlined whether the text is overlined
 */
public record Decoration(
    Underline underline,
    @Nullable TerminalColor underlineColor,
    boolean struck,
    boolean overlined) {
  /** No decoration. */
  public static final Decoration NONE = new Decoration(Underline.NONE, null, false, false);

  /** The decoration of a style. */
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

  /** Whether the emulator's styles cannot express it. */
  boolean isSpecial() {
    return underlineColor != null
        || struck
        || overlined
        || underline.compareTo(Underline.SINGLE) > 0;
  }
}
