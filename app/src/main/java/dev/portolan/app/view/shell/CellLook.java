package dev.portolan.app.view.shell;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * What a style looks like in a scheme and a font.
 *
 * @param plainBackground whether the background is the terminal's own
 */
record CellLook(
    Color foreground,
    Color background,
    boolean plainBackground,
    Font font,
    boolean underlined,
    boolean hidden) {
  /** Looks that were worked out already; for one scheme and one font. FX thread. */
  static final class Cache {
    private static final int MOST = 8_192;

    private final TerminalScheme scheme;
    private final TerminalFont font;
    private final Map<TextStyle, CellLook> looks = new HashMap<>();

    Cache(TerminalScheme scheme, TerminalFont font) {
      this.scheme = scheme;
      this.font = font;
    }

    CellLook of(TextStyle style) {
      CellLook known = looks.get(style);
      if (known == null) {
        if (looks.size() >= MOST) {
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
      return new CellLook(
          style.hasOption(TextStyle.Option.DIM) ? front.interpolate(back, 0.4) : front,
          back,
          !inverse && style.getBackground() == null,
          font.of(style.hasOption(TextStyle.Option.BOLD), style.hasOption(TextStyle.Option.ITALIC)),
          style.hasOption(TextStyle.Option.UNDERLINED),
          style.hasOption(TextStyle.Option.HIDDEN));
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
