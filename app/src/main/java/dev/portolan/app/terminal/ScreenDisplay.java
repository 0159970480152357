package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the emulator tells its display beside the text; a view asks for it when it draws.
 */
final class ScreenDisplay implements TerminalDisplay {
  volatile boolean cursorVisible = true;
  volatile @Nullable CursorShape cursorShape;
  volatile MouseMode mouseMode = MouseMode.MOUSE_REPORTING_NONE;
  volatile boolean bracketedPaste;
  volatile boolean rang;

  @Override
  public void setCursor(int x, int y) {}

  @Override
  public void setCursorShape(@Nullable CursorShape shape) {
    cursorShape = shape;
  }

  @Override
  public void beep() {
    rang = true;
  }

  @Override
  public void scrollArea(int top, int size, int dy) {}

  @Override
  public void setCursorVisible(boolean visible) {
    cursorVisible = visible;
  }

  @Override
  public void useAlternateScreenBuffer(boolean use) {}

  @Override
  public String getWindowTitle() {
    return "";
  }

  @Override
  public void setWindowTitle(String title) {}

  @Override
  public @Nullable TerminalSelection getSelection() {
    return null;
  }

  @Override
  public void terminalMouseModeSet(MouseMode mode) {
    mouseMode = mode;
  }

  @Override
  public void setMouseFormat(MouseFormat format) {}

  @Override
  public void setBracketedPasteMode(boolean enabled) {
    bracketedPaste = enabled;
  }

  @Override
  public boolean ambiguousCharsAreDoubleWidth() {
    return false;
  }
}
