package dev.portolan.app.view.shell;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import dev.portolan.app.terminal.Decoration;
import dev.portolan.app.terminal.ScreenLine;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * The appearance of a style in a scheme and a font.
 *
 * @param text the text colour, adjusted for contrast if enabled
 * @param drawing the unadjusted colour for graphic characters
 * @param underline the colour of the underline
 * @param plainBackground whether the background is the terminal's own
 */
record CellLook(
    Color text,
    Color drawing,
    Color background,
    boolean plainBackground,
    Font font,
    Decoration decoration,
    Color underline,
    Visibility visibility) {
  /** When text is visible. */
  enum Visibility {
    ALWAYS,
    BLINKING,
    NEVER;

    boolean shows(BlinkPhase phase) {
      return switch (this) {
        case ALWAYS -> true;
        case BLINKING -> phase == BlinkPhase.ON;
        case NEVER -> false;
      };
    }
  }

  /** How a program's colours are painted. */
  enum TextColors {
    /** The lightness of text is adjusted for contrast. */
    READABLE,
    AS_CHOSEN;

    Color on(Color background, Color text) {
      return this == READABLE ? Contrast.readable(text, background) : text;
    }
  }

  /** A cache of looks for one scheme and font. FX thread. */
  static final class Cache {
    private static final int MAX = 8_192;

    private final TerminalScheme scheme;
    private final TerminalFont font;
    private final TextColors colors;
    private final Map<TextStyle, CellLook> looks = new HashMap<>();

    Cache(TerminalScheme scheme, TerminalFont font, TextColors colors) {
      this.scheme = scheme;
      this.font = font;
      this.colors = colors;
    }

    CellLook of(TextStyle style) {
      CellLook known = looks.get(style);
      if (known == null) {
        if (looks.size() >= MAX) {
          looks.clear();
        }
        known = make(style);
        looks.put(style, known);
      }
      return known;
    }

    private CellLook make(TextStyle style) {
      Color foreground = color(style.getForeground(), scheme.foreground());
      Color background = color(style.getBackground(), scheme.background());
      boolean inverse = style.hasOption(TextStyle.Option.INVERSE);
      Color front = inverse ? background : foreground;
      Color back = inverse ? foreground : background;
      Color drawing = style.hasOption(TextStyle.Option.DIM) ? front.interpolate(back, 0.4) : front;
      Color text = colors.on(back, drawing);
      Decoration decoration = Decoration.of(style);
      return new CellLook(
          text,
          drawing,
          back,
          !inverse && style.getBackground() == null,
          font.of(style.hasOption(TextStyle.Option.BOLD), style.hasOption(TextStyle.Option.ITALIC)),
          decoration,
          color(decoration.underlineColor(), text),
          visibility(style));
    }

    private static Visibility visibility(TextStyle style) {
      if (style.hasOption(TextStyle.Option.HIDDEN)) {
        return Visibility.NEVER;
      }
      return ScreenLine.blinks(style) ? Visibility.BLINKING : Visibility.ALWAYS;
    }

    private Color color(@Nullable TerminalColor color, Color otherwise) {
      if (color == null) {
        return otherwise;
      }
      if (color.isIndexed()) {
        return scheme.palette().get(color.getColorIndex() & 0xf);
      }
      var rgb = color.toColor();
      return Color.rgb(rgb.getRed(), rgb.getGreen(), rgb.getBlue());
    }
  }
}
