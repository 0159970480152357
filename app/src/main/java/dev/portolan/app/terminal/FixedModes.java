package dev.portolan.app.terminal;

/** Modes with a permanent state, for queries. */
final class FixedModes {
  private static final int UNKNOWN = 0;
  private static final int ALWAYS_ON = 3;
  private static final int ALWAYS_OFF = 4;

  private FixedModes() {}

  /** The state for {@code DECRQM}. */
  static int state(Mode.Kind kind, int number) {
    return switch (kind) {
      case ANSI ->
          switch (number) {
            // No local echo.
            case 12 -> ALWAYS_ON;
            // The keyboard is not locked, and nothing of block terminals is on.
            case 1, 2, 5, 7, 10, 11, 13, 14, 15, 16, 17, 18, 19 -> ALWAYS_OFF;
            default -> UNKNOWN;
          };
      case DEC ->
          switch (number) {
            // auto-repeat is on, and Alt sends ESC
            case 8, 1036, 1039 -> ALWAYS_ON;
            // size, conformance level and printer cannot be changed
            case 2,
                3,
                4,
                18,
                19,
                34,
                35,
                36,
                40,
                42,
                46,
                57,
                60,
                61,
                64,
                68,
                73,
                81,
                95,
                96,
                97,
                98,
                99,
                100,
                101,
                102,
                103,
                104,
                106 ->
                ALWAYS_OFF;
            default -> UNKNOWN;
          };
    };
  }
}
