package dev.portolan.app.view.shell;

import dev.portolan.app.model.SchemeChoice;
import dev.portolan.app.terminal.ScreenLook;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.paint.Color;

/**
 * The colours of a terminal. Palette colours are not readable on every background; {@link Contrast}
 * adjusts them when text is painted.
 *
 * <p>Colours of other authors: XTerm, Campbell (Windows Terminal), Solarized, Gruvbox, Nord and
 * Dracula under MIT licences, Tango in the public domain.
 *
 * @param palette the 16 palette colours
 * @param match the background of matches
 * @param currentMatch the background of the current match
 */
record TerminalScheme(
    Color background,
    Color foreground,
    Color cursor,
    Color selection,
    Color match,
    Color currentMatch,
    List<Color> palette) {

  /** Our own colours for a light window. */
  static final TerminalScheme LIGHT =
      of(
          "#ffffff #1f2328 #0969da #b6d7ff",
          "#24292f #c01c28 #1a7f37 #9a6700 #0550ae #8250df #1b7c83 #d0d7de",
          "#656d76 #e5534b #2da44e #bf8700 #218bff #a475f9 #3192aa #ffffff");

  /** Our own colours for a dark window. */
  static final TerminalScheme DARK =
      of(
          "#0d1117 #e6edf3 #58a6ff #264f78",
          "#1c2128 #da3633 #3fb950 #d29922 #1158c7 #bc8cff #39c5cf #b1bac4",
          "#6e7681 #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #ffffff");

  private static final TerminalScheme XTERM =
      of(
          "#000000 #e5e5e5 #e5e5e5 #4d4d4d",
          "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5",
          "#7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff");

  private static final TerminalScheme TANGO =
      of(
          "#000000 #d3d7cf #ffffff #3d4244",
          "#000000 #cc0000 #4e9a06 #c4a000 #3465a4 #75507b #06989a #d3d7cf",
          "#555753 #ef2929 #8ae234 #fce94f #729fcf #ad7fa8 #34e2e2 #eeeeec");

  private static final TerminalScheme CAMPBELL =
      of(
          "#0c0c0c #cccccc #ffffff #3a3d41",
          "#0c0c0c #c50f1f #13a10e #c19c00 #0037da #881798 #3a96dd #cccccc",
          "#767676 #e74856 #16c60c #f9f1a5 #3b78ff #b4009e #61d6d6 #f2f2f2");

  private static final TerminalScheme SOLARIZED_DARK =
      of(
          "#002b36 #839496 #93a1a1 #0a4a5a",
          "#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5",
          "#002b36 #cb4b16 #586e75 #657b83 #839496 #6c71c4 #93a1a1 #fdf6e3");

  private static final TerminalScheme SOLARIZED_LIGHT =
      of(
          "#fdf6e3 #657b83 #586e75 #e0d8bd",
          "#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5",
          "#002b36 #cb4b16 #586e75 #657b83 #839496 #6c71c4 #93a1a1 #fdf6e3");

  private static final TerminalScheme GRUVBOX_DARK =
      of(
          "#282828 #ebdbb2 #ebdbb2 #504945",
          "#282828 #cc241d #98971a #d79921 #458588 #b16286 #689d6a #a89984",
          "#928374 #fb4934 #b8bb26 #fabd2f #83a598 #d3869b #8ec07c #ebdbb2");

  private static final TerminalScheme GRUVBOX_LIGHT =
      of(
          "#fbf1c7 #3c3836 #3c3836 #d5c4a1",
          "#fbf1c7 #cc241d #98971a #d79921 #458588 #b16286 #689d6a #7c6f64",
          "#928374 #9d0006 #79740e #b57614 #076678 #8f3f71 #427b58 #3c3836");

  private static final TerminalScheme NORD =
      of(
          "#2e3440 #d8dee9 #d8dee9 #4c566a",
          "#3b4252 #bf616a #a3be8c #ebcb8b #81a1c1 #b48ead #88c0d0 #e5e9f0",
          "#4c566a #bf616a #a3be8c #ebcb8b #81a1c1 #b48ead #8fbcbb #eceff4");

  private static final TerminalScheme DRACULA =
      of(
          "#282a36 #f8f8f2 #f8f8f2 #44475a",
          "#21222c #ff5555 #50fa7b #f1fa8c #bd93f9 #ff79c6 #8be9fd #f8f8f2",
          "#6272a4 #ff6e6e #69ff94 #ffffa5 #d6acff #ff92df #a4ffff #ffffff");

  TerminalScheme {
    palette = List.copyOf(palette);
    if (palette.size() != 16) {
      throw new IllegalArgumentException("a palette has sixteen colours");
    }
  }

  /**
   * The scheme that was chosen.
   *
   * @param window the window's background, which our own schemes follow
   */
  static TerminalScheme of(SchemeChoice choice, Color window) {
    return switch (choice) {
      case PORTOLAN -> isDark(window) ? DARK : LIGHT;
      case PORTOLAN_LIGHT -> LIGHT;
      case PORTOLAN_DARK -> DARK;
      case XTERM -> XTERM;
      case TANGO -> TANGO;
      case CAMPBELL -> CAMPBELL;
      case SOLARIZED_DARK -> SOLARIZED_DARK;
      case SOLARIZED_LIGHT -> SOLARIZED_LIGHT;
      case GRUVBOX_DARK -> GRUVBOX_DARK;
      case GRUVBOX_LIGHT -> GRUVBOX_LIGHT;
      case NORD -> NORD;
      case DRACULA -> DRACULA;
    };
  }

  boolean isDark() {
    return isDark(background);
  }

  private static boolean isDark(Color background) {
    return Contrast.ratio(background, Color.BLACK) < Contrast.ratio(background, Color.WHITE);
  }

  /** The appearance for queries. */
  ScreenLook look(TerminalFont font) {
    return new ScreenLook(
        (int) Math.max(1, Math.round(font.cellWidth())),
        (int) Math.max(1, Math.round(font.cellHeight())),
        isDark(),
        rgb(foreground),
        rgb(background),
        rgb(cursor),
        palette.stream().map(TerminalScheme::rgb).toList());
  }

  private static int rgb(Color color) {
    int red = (int) Math.round(color.getRed() * 255);
    int green = (int) Math.round(color.getGreen() * 255);
    return red << 16 | green << 8 | (int) Math.round(color.getBlue() * 255);
  }

  /**
   * @param ground background, foreground, cursor and selection
   * @param normal colours 0 to 7
   * @param bright colours 8 to 15
   */
  private static TerminalScheme of(String ground, String normal, String bright) {
    List<Color> own = colors(ground).toList();
    boolean dark = isDark(own.getFirst());
    return new TerminalScheme(
        own.get(0),
        own.get(1),
        own.get(2),
        own.get(3),
        Color.web(dark ? "#6b5700" : "#fff0a8"),
        Color.web(dark ? "#f0b429" : "#ffb84d"),
        Stream.concat(colors(normal), colors(bright)).toList());
  }

  private static Stream<Color> colors(String all) {
    return Stream.of(all.split(" ")).map(Color::web);
  }
}
