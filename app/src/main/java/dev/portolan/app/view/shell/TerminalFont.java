package dev.portolan.app.view.shell;

import dev.portolan.app.view.common.BundledFont;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * A font of one size with its cell size in pixels. The height is an integer, for sharp rows.
 *
 * @param ascent the distance from the top of a cell to the baseline
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

  /** Loads the bundled font and returns its family, by which fallback fonts apply. */
  private static String family() {
    String family = "Monospaced";
    for (String style : STYLES) {
      Font loaded = BundledFont.load(FOLDER + style + ".ttf", MEASURED);
      family = loaded == null ? family : loaded.getFamily();
    }
    return family;
  }

  /**
   * The font of a family in a size in pixels, or the bundled font if there is no such family or it
   * is not monospaced.
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
