package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encodes mouse events in the form that a program has requested. */
final class MouseReports {
  private static final int RELEASE = 3;
  private static final int MOTION = 32;

  /** The largest coordinate of the oldest form, which has one byte each. */
  private static final int MAX_IN_BYTE = 223;

  /** The largest coordinate of the UTF-8 form. */
  private static final int MAX_IN_TWO_BYTES = 2_015;

  private volatile MouseMode mode = MouseMode.MOUSE_REPORTING_NONE;
  private MouseFormat format = MouseFormat.MOUSE_FORMAT_XTERM;
  private int lastColumn = -1;
  private int lastRow = -1;

  void setMode(MouseMode wanted) {
    mode = wanted;
  }

  void setFormat(MouseFormat wanted) {
    format = wanted;
  }

  boolean isWanted() {
    return mode != MouseMode.MOUSE_REPORTING_NONE;
  }

  /** The bytes to send, or null if not requested. */
  byte @Nullable [] report(ScreenMouse event) {
    boolean moved = event.column() != lastColumn || event.row() != lastRow;
    lastColumn = event.column();
    lastRow = event.row();
    boolean all = mode == MouseMode.MOUSE_REPORTING_ALL_MOTION;
    boolean drags = all || mode == MouseMode.MOUSE_REPORTING_BUTTON_MOTION;
    boolean wanted =
        switch (event.kind()) {
          case PRESSED, RELEASED, WHEEL -> isWanted();
          case DRAGGED -> drags && moved;
          case MOVED -> all && moved;
        };
    return wanted ? encode(event) : null;
  }

  private byte @Nullable [] encode(ScreenMouse event) {
    boolean released = event.kind() == ScreenMouse.Kind.RELEASED;
    int column = event.column() + 1;
    int row = event.row() + 1;
    int button = event.buttonCode() + event.modifierCode();
    if (event.kind() == ScreenMouse.Kind.DRAGGED) {
      button += MOTION;
    } else if (event.kind() == ScreenMouse.Kind.MOVED) {
      button = RELEASE + MOTION + event.modifierCode();
    }
    int anonymous = released ? RELEASE + event.modifierCode() : button;
    return switch (format) {
      case MOUSE_FORMAT_SGR ->
          ascii("\u001b[<" + button + ";" + column + ";" + row + (released ? "m" : "M"));
      case MOUSE_FORMAT_URXVT ->
          ascii("\u001b[" + (32 + anonymous) + ";" + column + ";" + row + "M");
      case MOUSE_FORMAT_XTERM_EXT ->
          column > MAX_IN_TWO_BYTES || row > MAX_IN_TWO_BYTES
              ? null
              : old(anonymous, column, row).getBytes(StandardCharsets.UTF_8);
      case MOUSE_FORMAT_XTERM ->
          column > MAX_IN_BYTE || row > MAX_IN_BYTE
              ? null
              : old(anonymous, column, row).getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  private static String old(int button, int column, int row) {
    return "\u001b[M" + (char) (32 + button) + (char) (32 + column) + (char) (32 + row);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
