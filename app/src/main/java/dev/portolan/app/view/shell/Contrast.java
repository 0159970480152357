package dev.portolan.app.view.shell;

import java.util.function.ToDoubleFunction;
import javafx.scene.paint.Color;

/** The contrast ratio of WCAG 2.2, from 1 (invisible) to 21 (black on white). */
final class Contrast {
  /** The minimum for text in WCAG (success criterion 1.4.3). */
  static final double READABLE = 4.5;

  private static final int STEPS = 16;

  private Contrast() {}

  static double ratio(Color one, Color other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  /**
   * The nearest colour to {@code text} with enough contrast on {@code background}, with the same
   * hue and saturation (HSL). Lighter text gets lighter if possible, darker text darker.
   */
  static Color readable(Color text, Color background) {
    if (ratio(text, background) >= READABLE) {
      return text;
    }
    Color end = luminance(text) < luminance(background) ? Color.BLACK : Color.WHITE;
    if (ratio(end, background) < READABLE) {
      // black or white always suffices: at equal ratios both are 4.58
      end = end.equals(Color.BLACK) ? Color.WHITE : Color.BLACK;
    }
    double near = lightness(text);
    double far = lightness(end);
    for (int step = 0; step < STEPS; step++) {
      double middle = (near + far) / 2;
      if (ratio(withLightness(text, middle), background) >= READABLE) {
        far = middle;
      } else {
        near = middle;
      }
    }
    return withLightness(text, far);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  /** Lightness of HSL. */
  private static double lightness(Color color) {
    double red = color.getRed();
    double green = color.getGreen();
    double blue = color.getBlue();
    return (Math.max(red, Math.max(green, blue)) + Math.min(red, Math.min(green, blue))) / 2;
  }

  private static Color withLightness(Color color, double lightness) {
    double before = lightness(color);
    double spread = 1 - Math.abs(2 * before - 1);
    // in HSL the distance of the channels from the lightness scales with its distance from black or
    // white
    double scale = spread == 0 ? 0 : (1 - Math.abs(2 * lightness - 1)) / spread;
    ToDoubleFunction<Double> moved =
        channel -> Math.clamp(lightness + (channel - before) * scale, 0, 1);
    return Color.color(
        moved.applyAsDouble(color.getRed()),
        moved.applyAsDouble(color.getGreen()),
        moved.applyAsDouble(color.getBlue()));
  }
}
