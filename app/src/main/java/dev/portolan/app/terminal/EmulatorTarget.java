package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.util.CellPosition;
import com.techsenger.jeditermfx.core.util.TermSize;

/** Adapts JediTerm's emulator to a {@link ShellTerminal}, whose rows and columns start at 0. */
final class EmulatorTarget extends EmulatedTerminal {
  private final ShellTerminal terminal;

  EmulatorTarget(ShellTerminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void writeCharacters(String text) {
    terminal.writer().write(text);
  }

  /** Unlimited, because the terminal wraps rows itself. */
  @Override
  public int distanceToLineEnd() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void carriageReturn() {
    terminal.cursor().carriageReturn();
  }

  @Override
  public void newLine() {
    terminal.newLine();
  }

  @Override
  public void index() {
    terminal.scroller().lineFeed();
  }

  @Override
  public void nextLine() {
    terminal.nextLine();
  }

  @Override
  public void reverseIndex() {
    terminal.scroller().reverseLineFeed();
  }

  @Override
  public void backspace() {
    terminal.cursor().backward(1);
  }

  @Override
  public void horizontalTab() {
    terminal.tab(1);
  }

  @Override
  public void beep() {
    terminal.ring();
  }

  @Override
  public void cursorUp(int count) {
    terminal.cursor().up(count);
  }

  @Override
  public void cursorDown(int count) {
    terminal.cursor().down(count);
  }

  @Override
  public void cursorForward(int count) {
    terminal.cursor().forward(count);
  }

  @Override
  public void cursorBackward(int count) {
    terminal.cursor().backward(count);
  }

  @Override
  public void cursorHorizontalAbsolute(int column) {
    terminal.cursor().toColumn(column);
  }

  @Override
  public void linePositionAbsolute(int row) {
    terminal.cursor().toRow(row);
  }

  @Override
  public void cursorPosition(int column, int row) {
    terminal.cursor().moveTo(row, column);
  }

  @Override
  public void eraseInLine(int part) {
    terminal.eraser().inLine(part);
  }

  @Override
  public void eraseInDisplay(int part) {
    terminal.eraser().inDisplay(part);
  }

  @Override
  public void eraseCharacters(int count) {
    terminal.eraser().characters(count);
  }

  @Override
  public void deleteCharacters(int count) {
    terminal.eraser().deleteCharacters(count);
  }

  @Override
  public void insertBlankCharacters(int count) {
    terminal.eraser().insertBlanks(count);
  }

  @Override
  public void insertLines(int count) {
    terminal.scroller().insertLines(count);
  }

  @Override
  public void deleteLines(int count) {
    terminal.scroller().deleteLines(count);
  }

  @Override
  public void scrollUp(int count) {
    terminal.scroller().up(count);
  }

  @Override
  public void scrollDown(int count) {
    terminal.scroller().down(count);
  }

  @Override
  public void setTabStopAtCursor() {
    terminal.tabs().set(terminal.cursor().column());
  }

  @Override
  public void clearTabStopAtCursor() {
    terminal.tabs().clear(terminal.cursor().column());
  }

  @Override
  public void clearAllTabStops() {
    terminal.tabs().clearAll();
  }

  @Override
  public void characterAttributes(TextStyle attributes) {
    terminal.pen().setStyle(attributes);
  }

  @Override
  public StyleState getStyleState() {
    return terminal.pen().state();
  }

  @Override
  public void mapCharsetToGL(int set) {
    terminal.sets().useLeft(set);
  }

  @Override
  public void mapCharsetToGR(int set) {
    terminal.sets().useRight(set);
  }

  @Override
  public void designateCharacterSet(int set, char designator) {
    terminal.sets().designate(set, designator);
  }

  @Override
  public void singleShiftSelect(int set) {
    terminal.sets().shiftOnce(set);
  }

  @Override
  public int getTerminalWidth() {
    return terminal.columns();
  }

  @Override
  public int getTerminalHeight() {
    return terminal.rows();
  }

  @Override
  public TermSize getSize() {
    return new TermSize(terminal.columns(), terminal.rows());
  }

  @Override
  public int getCursorX() {
    return terminal.cursor().reportedColumn();
  }

  @Override
  public int getCursorY() {
    return terminal.cursor().reportedRow();
  }

  @Override
  public CellPosition getCursorPosition() {
    return new CellPosition(getCursorX(), getCursorY());
  }
}
