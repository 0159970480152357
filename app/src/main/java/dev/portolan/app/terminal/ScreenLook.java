package dev.portolan.app.terminal;

import java.util.List;

/**
 * The appearance of a screen, for queries. Colours are {@code 0xRRGGBB}.
 *
 * @param cellWidth width of a cell in pixels
 * @param cellHeight height of a cell in pixels
 * @param dark whether the background is dark
 * @param palette the first 16 colours
 */
public record ScreenLook(
    int cellWidth,
    int cellHeight,
    boolean dark,
    int foreground,
    int background,
    int cursor,
    List<Integer> palette) {
  /** The defaults of xterm, for screens without a view. */
  static final ScreenLook UNSEEN =
      new ScreenLook(
          8,
          16,
          true,
          0xffffff,
          0,
          0xffffff,
          List.of(
              0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
              0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff));

  public ScreenLook {
    palette = List.copyOf(palette);
    if (palette.size() != 16) {
      throw new IllegalArgumentException("a palette has 16 colours, not " + palette.size());
    }
    if (cellWidth < 1 || cellHeight < 1) {
      throw new IllegalArgumentException("a cell has at least one pixel");
    }
  }
}
