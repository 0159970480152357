package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import org.jspecify.annotations.Nullable;

/** The numbers of DECSCUSR. */
final class CursorShapes {
  private CursorShapes() {}

  static @Nullable CursorShape of(int number) {
    return switch (number) {
      case 1 -> CursorShape.BLINK_BLOCK;
      case 2 -> CursorShape.STEADY_BLOCK;
      case 3 -> CursorShape.BLINK_UNDERLINE;
      case 4 -> CursorShape.STEADY_UNDERLINE;
      case 5 -> CursorShape.BLINK_VERTICAL_BAR;
      case 6 -> CursorShape.STEADY_VERTICAL_BAR;
      default -> null;
    };
  }
}
