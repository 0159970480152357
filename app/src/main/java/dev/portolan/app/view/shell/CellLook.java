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
 * What a style looks like in a scheme and a font.
 *
 * @param text the colour of letters, which can be read on the background where that is asked for
 * @param drawing the colour of characters that are parts of a picture, as the program chose it
 * @param underline the colour of the line below, if there is one
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
  /** When text shows on its background. */
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

  /** How the colours that a program chose are painted. */
  enum TextColors {
    /** Text is moved in lightness until it can be read on its background. */
    READABLE,
    AS_CHOSEN;

    Color on(Color background, Color text) {
      return this == READABLE ? Contrast.readable(text, background) : text;
    }
  }

  /** Looks that were worked out already; for one scheme and one font. FX thread. */
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
