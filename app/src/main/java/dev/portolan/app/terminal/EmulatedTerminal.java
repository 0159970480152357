package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.Color;
import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.Terminal;
import com.techsenger.jeditermfx.core.TerminalMode;
import com.techsenger.jeditermfx.core.TerminalOutputStream;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.util.TermSize;
import org.jspecify.annotations.Nullable;

/** The methods of JediTerm's interface that are never called here. */
abstract class EmulatedTerminal implements Terminal {
  @Override
  public void resize(TermSize size, RequestOrigin from) {}

  @Override
  public void setModeEnabled(TerminalMode mode, boolean on) {}

  @Override
  public void setApplicationArrowKeys(boolean on) {}

  @Override
  public void setApplicationKeypad(boolean on) {}

  @Override
  public void setAutoNewLine(boolean on) {}

  @Override
  public void setMouseMode(MouseMode mode) {}

  @Override
  public void setMouseFormat(MouseFormat format) {}

  @Override
  public void setBracketedPasteMode(boolean on) {}

  @Override
  public void useAlternateBuffer(boolean on) {}

  @Override
  public void cursorShape(@Nullable CursorShape wanted) {}

  @Override
  public void setCursorVisible(boolean on) {}

  @Override
  public void saveCursor() {}

  @Override
  public void restoreCursor() {}

  @Override
  public void reset(boolean clearScrollback) {}

  @Override
  public void clearScreen() {}

  @Override
  public void resetScrollRegions() {}

  @Override
  public void setScrollingRegion(int top, int bottom) {}

  @Override
  public byte @Nullable [] getCodeForKey(int key, int modifiers) {
    return null;
  }

  @Override
  public void deviceStatusReport(String answer) {}

  @Override
  public void deviceAttributes(byte[] answer) {}

  @Override
  public void setAnsiConformanceLevel(int level) {}

  @Override
  public void fillScreen(char c) {}

  @Override
  public void writeDoubleByte(char[] bytes) {}

  @Override
  public void writeUnwrappedString(String string) {}

  @Override
  public void disconnected() {}

  @Override
  public void setWindowTitle(String name) {}

  @Override
  public void saveWindowTitleOnStack() {}

  @Override
  public void restoreWindowTitleFromStack() {}

  @Override
  public void setTerminalOutput(@Nullable TerminalOutputStream output) {}

  @Override
  public void setAltSendsEscape(boolean on) {}

  @Override
  public void setLinkUriStarted(String uri) {}

  @Override
  public void setLinkUriFinished() {}

  @Override
  public @Nullable Color getWindowForeground() {
    return null;
  }

  @Override
  public @Nullable Color getWindowBackground() {
    return null;
  }
}
