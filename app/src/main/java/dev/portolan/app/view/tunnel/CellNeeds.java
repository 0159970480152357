package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import javafx.scene.text.Font;

/**
 * How wide a cell must be for all of it to be seen, in pixels at the usual size of letters. FX
 * thread.
 */
final class CellNeeds {
  private static final double LETTERS = 13;
  private static final double PADDING = 18;

  /** The mark of what others can reach, with the gap before it. */
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

  /** Of both ends below one another: the near one must be seen whole. */
  double ends(TunnelItem tunnel) {
    return addresses.of(tunnel.forward().boundText()) + PADDING;
  }

  /** The same, where the far one is seen whole, too. */
  double bothEnds(TunnelItem tunnel) {
    double remote = secondLine.of(TunnelColumns.remoteText(tunnel)) + lan(tunnel) + PADDING;
    return Math.max(ends(tunnel), remote);
  }

  private static double lan(TunnelItem tunnel) {
    return tunnel.forward().reachableFromNetwork() ? LAN_MARK : 0;
  }
}
