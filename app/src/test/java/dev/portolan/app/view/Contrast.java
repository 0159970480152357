package dev.portolan.app.view;

import javafx.scene.paint.Color;

/** The contrast of two colours, as the web's accessibility guidelines define it. */
final class Contrast {
  private Contrast() {}

  /** The ratio of the two luminances, from 1 to 21. */
  static double of(Color one, Color other) {
    double first = luminance(one) + 0.05;
    double second = luminance(other) + 0.05;
    return Math.max(first, second) / Math.min(first, second);
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
