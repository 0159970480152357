package dev.portolan.app.view.shell;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.paint.Color;

/**
 * The colours of a terminal. Every colour of {@code palette} but the one nearest the background can
 * be read on it.
 *
 * @param palette the sixteen colours that programs choose by number
 * @param match behind found text
 * @param currentMatch behind the found text that was jumped to
 * @param onMatch of found text
 */
record TerminalScheme(
    Color background,
    Color foreground,
    Color cursor,
    Color selection,
    Color match,
    Color currentMatch,
    Color onMatch,
    List<Color> palette) {
  static final TerminalScheme LIGHT =
      new TerminalScheme(
          Color.web("#ffffff"),
          Color.web("#1f2328"),
          Color.web("#0969da"),
          Color.web("#b6d7ff"),
          Color.web("#fff0a8"),
          Color.web("#ffb84d"),
          Color.web("#1f2328"),
          colors(
              "#24292f #c01c28 #116329 #7d4e00 #0550ae #8250df #0f6674 #57606a"
                  + " #656d76 #a40e26 #1a7f37 #633c01 #0969da #a475f9 #1b7c83 #6e7781"));

  static final TerminalScheme DARK =
      new TerminalScheme(
          Color.web("#0d1117"),
          Color.web("#e6edf3"),
          Color.web("#58a6ff"),
          Color.web("#264f78"),
          Color.web("#6b5700"),
          Color.web("#f0b429"),
          Color.web("#ffffff"),
          colors(
              "#484f58 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #b1bac4"
                  + " #7d8590 #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #ffffff"));

  TerminalScheme {
    palette = List.copyOf(palette);
    if (palette.size() != 16) {
      throw new IllegalArgumentException("a palette has sixteen colours");
    }
  }

  private static List<Color> colors(String all) {
    return Stream.of(all.split(" ")).map(Color::web).toList();
  }

  /** The scheme for a window with this background. */
  static TerminalScheme on(Color background) {
    double light =
        0.2126 * background.getRed()
            + 0.7152 * background.getGreen()
            + 0.0722 * background.getBlue();
    return light < 0.5 ? DARK : LIGHT;
  }
}
