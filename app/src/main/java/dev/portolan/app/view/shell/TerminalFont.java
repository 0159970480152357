package dev.portolan.app.view.shell;

import java.io.InputStream;
import java.util.List;
import javafx.scene.text.Font;
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
  private static final int MEASURED = 100;

  /**
   * The letters that come with the program in a size in points; the system's own where they cannot
   * be read.
   */
  static TerminalFont ofSize(double size) {
    double pixels = size * 96 / 72;
    List<Font> fonts = STYLES.stream().map(style -> load(style, pixels)).toList();
    Text text = new Text("W".repeat(MEASURED));
    text.setFont(fonts.getFirst());
    double width = text.getLayoutBounds().getWidth() / MEASURED;
    double height = Math.ceil(text.getLayoutBounds().getHeight());
    return new TerminalFont(
        fonts.get(0),
        fonts.get(1),
        fonts.get(2),
        fonts.get(3),
        width,
        height,
        Math.round(text.getBaselineOffset()));
  }

  private static Font load(String style, double pixels) {
    InputStream stream = TerminalFont.class.getResourceAsStream(FOLDER + style + ".ttf");
    Font font = stream == null ? null : Font.loadFont(stream, pixels);
    return font == null ? Font.font("Monospaced", pixels) : font;
  }

  Font of(boolean isBold, boolean isItalic) {
    if (isBold) {
      return isItalic ? boldItalic : bold;
    }
    return isItalic ? italic : regular;
  }
}
