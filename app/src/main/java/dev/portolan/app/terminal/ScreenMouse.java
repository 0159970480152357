package dev.portolan.app.terminal;

/** A mouse event on a cell, with coordinates from 0. */
public record ScreenMouse(
    Kind kind, Button button, int column, int row, boolean shift, boolean alt, boolean control) {
  /** The kind of event. */
  public enum Kind {
    PRESSED,
    RELEASED,
    MOVED,
    DRAGGED,
    WHEEL
  }

  /** The button, with its number in reports. */
  public enum Button {
    NONE(3),
    LEFT(0),
    MIDDLE(1),
    RIGHT(2),
    WHEEL_UP(64),
    WHEEL_DOWN(65),
    WHEEL_LEFT(66),
    WHEEL_RIGHT(67);

    private final int code;

    Button(int code) {
      this.code = code;
    }
  }

  int buttonCode() {
    return button.code;
  }

  int modifierCode() {
    return (shift ? 4 : 0) | (alt ? 8 : 0) | (control ? 16 : 0);
  }
}
