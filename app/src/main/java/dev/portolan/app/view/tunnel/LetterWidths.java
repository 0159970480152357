package dev.portolan.app.view.tunnel;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Measures text by cached character widths, which is fast for many texts. FX thread. */
final class LetterWidths {
  private static final int MAX_LETTERS = 100;
  private static final int MAX_KNOWN = 2_000;

  private final Font font;
  private final Map<Integer, Double> known = new HashMap<>();

  LetterWidths(Font font) {
    this.font = font;
  }

  /** The width in pixels. Only the beginning of a very long text counts. */
  double of(String text) {
    return text.codePoints().limit(MAX_LETTERS).mapToDouble(this::letter).sum();
  }

  private double letter(int letter) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(letter, this::measure);
  }

  private double measure(int letter) {
    Text text = new Text(Character.toString(letter));
    text.setFont(font);
    return text.getLayoutBounds().getWidth();
  }
}
