package dev.portolan.app.terminal;

import java.util.List;

/** Uses of known sequences that are refused on purpose. */
final class RefusedUses {
  static final List<KnownSequence> ALL =
      List.of(
          refused(
              "CSI 8 ; Ps ; Ps t",
              "",
              "the size is the person's; 1 to 11 and 24 on likewise",
              "\u001b[8;50;100t"),
          refused("CSI 13 t", "", "where the window is, and 11, 15, 19", "\u001b[13t"),
          refused("CSI 20 t", "", "a title reported would be typed into the shell", "\u001b[20t"),
          refused("CSI 21 t", "", "a title reported would be typed into the shell", "\u001b[21t"),
          refused("CSI 2 h", "KAM", "the keyboard is not locked", "\u001b[2h"),
          refused("CSI 12 l", "SRM", "no local echo", "\u001b[12l"),
          refused(
              "CSI ? 3 h",
              "DECCOLM",
              "the size is the person's; mode 40 likewise",
              "\u001b[?40h\u001b[?3h"),
          refused("CSI ? 2 l", "DECANM", "no VT52", "\u001b[?2l"),
          refused("CSI ? 9 h", "", "the mouse of 1984", "\u001b[?9h"),
          refused("CSI ? 1001 h", "", "marking by the program", "\u001b[?1001h"));

  private RefusedUses() {}

  private static KnownSequence refused(String form, String name, String effect, String example) {
    return new KnownSequence(form, name, effect, new KnownSequence.Refused(example));
  }
}
