package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.emulator.mouse.MouseButtonModifierFlags;
import com.techsenger.jeditermfx.core.emulator.mouse.TerminalMouseListener;
import com.techsenger.jeditermfx.core.input.MouseEvent;
import com.techsenger.jeditermfx.core.input.MouseWheelEvent;

/**
 * Something the mouse did over a cell of the screen, for a program that wants to know; both
 * coordinates count from 0.
 */
public record ScreenMouse(
    Kind kind, Button button, int column, int row, boolean shift, boolean alt, boolean control) {
  /** What the mouse did. */
  public enum Kind {
    PRESSED,
    RELEASED,
    MOVED,
    DRAGGED,
    WHEEL
  }

  /** With which button; the numbers are those of X11. */
  public enum Button {
    NONE(-1),
    LEFT(0),
    MIDDLE(1),
    RIGHT(2),
    WHEEL_UP(4),
    WHEEL_DOWN(5);

    private final int code;

    Button(int code) {
      this.code = code;
    }
  }

  void tell(TerminalMouseListener terminal) {
    MouseEvent event = new MouseEvent(button.code, modifiers());
    switch (kind) {
      case PRESSED -> terminal.mousePressed(column, row, event);
      case RELEASED -> terminal.mouseReleased(column, row, event);
      case MOVED -> terminal.mouseMoved(column, row, event);
      case DRAGGED -> terminal.mouseDragged(column, row, event);
      case WHEEL ->
          terminal.mouseWheelMoved(column, row, new MouseWheelEvent(button.code, modifiers()));
    }
  }

  private int modifiers() {
    return (shift ? MouseButtonModifierFlags.MOUSE_BUTTON_SHIFT_FLAG : 0)
        | (alt ? MouseButtonModifierFlags.MOUSE_BUTTON_META_FLAG : 0)
        | (control ? MouseButtonModifierFlags.MOUSE_BUTTON_CTRL_FLAG : 0);
  }
}
