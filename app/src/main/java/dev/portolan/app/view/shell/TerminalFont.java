package dev.portolan.app.view.shell;

import dev.portolan.app.view.common.BundledFont;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * Letters of one size and the cells they stand in, in pixels. The cell's height is whole, so that
 * rows are sharp.
 *
 * @param ascent from the top of a cell down to the line that letters stand on
 */
record TerminalFont(
    Font regular,
    Font bold,
    Font italic,
    Font boldItalic,
    double cellWidth,
    double cellHeight,
    double ascent) {
  private static final String FOLDER = "/dev/portolan/app/fonts/jetbrains-mono/JetBrainsMono-";
  private static final List<String> STYLES = List.of("Regular", "Bold", "Italic", "BoldItalic");
  private static final String FAMILY = family();
  private static final int MEASURED = 100;

  /**
   * The letters that come with the program, made known to JavaFX; asked for by family, others fill
   * their gaps.
   */
  private static String family() {
    String family = "Monospaced";
    for (String style : STYLES) {
      Font loaded = BundledFont.load(FOLDER + style + ".ttf", MEASURED);
      family = loaded == null ? family : loaded.getFamily();
    }
    return family;
  }

  /**
   * The letters of a family, in a size in pixels; those that come with the program where there is
   * no such family here, or its letters are not all as wide as each other.
   */
  static TerminalFont of(String family, double size) {
    Font found = Font.font(family, size);
    boolean usable =
        found.getFamily().equalsIgnoreCase(family.strip())
            && width(found, "i") == width(found, "W");
    return inFamily(usable ? found.getFamily() : FAMILY, size);
  }

  private static double width(Font font, String letter) {
    Text text = new Text(letter.repeat(MEASURED));
    text.setFont(font);
    return text.getLayoutBounds().getWidth();
  }

  private static TerminalFont inFamily(String family, double size) {
    Font regular = font(family, FontWeight.NORMAL, FontPosture.REGULAR, size);
    Text text = new Text("W".repeat(MEASURED));
    text.setFont(regular);
    return new TerminalFont(
        regular,
        font(family, FontWeight.BOLD, FontPosture.REGULAR, size),
        font(family, FontWeight.NORMAL, FontPosture.ITALIC, size),
        font(family, FontWeight.BOLD, FontPosture.ITALIC, size),
        text.getLayoutBounds().getWidth() / MEASURED,
        Math.ceil(text.getLayoutBounds().getHeight()),
        Math.round(text.getBaselineOffset()));
  }

  private static Font font(String family, FontWeight weight, FontPosture posture, double size) {
    return Font.font(family, weight, posture, size);
  }

  Font of(boolean isBold, boolean isItalic) {
    if (isBold) {
      return isItalic ? boldItalic : bold;
    }
    return isItalic ? italic : regular;
  }
}
