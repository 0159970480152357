package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import javafx.scene.text.Font;

/** Computes the widths that cells need, in pixels at the default font size. FX thread. */
final class CellNeeds {
  private static final double LETTERS = 13;
  private static final double PADDING = 18;

  /** The width of the LAN marker with its gap. */
  private static final double LAN_MARK = 50;

  private final LetterWidths names = new LetterWidths(Font.font("Inter Semi Bold", LETTERS));
  private final LetterWidths addresses =
      new LetterWidths(Font.font("JetBrains Mono", 0.95 * LETTERS));
  private final LetterWidths secondLine =
      new LetterWidths(Font.font("JetBrains Mono", 0.9 * LETTERS));

  double name(TunnelItem tunnel) {
    return names.of(tunnel.title()) + PADDING;
  }

  double local(TunnelItem tunnel) {
    return addresses.of(tunnel.forward().boundText()) + lan(tunnel) + PADDING;
  }

  double remote(TunnelItem tunnel) {
    return addresses.of(TunnelColumns.remoteText(tunnel)) + PADDING;
  }

  /** Both ends in two lines, with the local one fully visible. */
  double ends(TunnelItem tunnel) {
    double mark = isMarkedBelow(tunnel) ? 0 : lan(tunnel);
    return addresses.of(tunnel.forward().boundText()) + mark + PADDING;
  }

  /** Both ends in two lines, both fully visible. */
  double bothEnds(TunnelItem tunnel) {
    double mark = isMarkedBelow(tunnel) ? lan(tunnel) : 0;
    double far = secondLine.of(TunnelColumns.remoteText(tunnel)) + mark + PADDING;
    return Math.max(ends(tunnel), far);
  }

  /** Whether the LAN marker is in the second line, which has more room. */
  static boolean isMarkedBelow(TunnelItem tunnel) {
    return TunnelColumns.remoteText(tunnel).length() < tunnel.forward().boundText().length();
  }

  private static double lan(TunnelItem tunnel) {
    return tunnel.forward().reachableFromNetwork() ? LAN_MARK : 0;
  }
}
